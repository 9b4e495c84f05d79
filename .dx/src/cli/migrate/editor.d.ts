/**
 * Opens a text in the user's editor, which has the terminal until it ends.
 * @param like Name of the file that the text is of, so that the editor knows the language.
 * @returns None if the editor failed.
 */
export declare function editText(text: string, like: string, env: NodeJS.ProcessEnv): Promise<string | undefined>;
