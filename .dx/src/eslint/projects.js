import { AuditedProject } from './audited-project.js';
export class Projects {
    #known = new Map();
    /** @throws UsageError for a configuration that is wrong. */
    async answer({ file, text, options }) {
        const key = JSON.stringify(options);
        let project = this.#known.get(key);
        if (!project) {
            project = new AuditedProject(options);
            this.#known.set(key, project);
        }
        return project.of(file, text);
    }
}
