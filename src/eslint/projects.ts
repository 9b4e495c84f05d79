/** All projects that one scanning thread was asked about. Loaded with the first question: it is most of the tool. */
import type { Answer, Question } from './answer.js'
import { AuditedProject } from './audited-project.js'

export class Projects {
  readonly #known: Map<string, AuditedProject> = new Map()

  /** @throws UsageError for a configuration that is wrong. */
  async answer({ file, text, options }: Question): Promise<Answer> {
    const key = JSON.stringify(options)
    let project = this.#known.get(key)
    if (!project) {
      project = new AuditedProject(options)
      this.#known.set(key, project)
    }
    return project.of(file, text)
  }
}
