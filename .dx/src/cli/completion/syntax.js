export function syntaxOf(command) {
    const help = command.createHelp();
    const commands = help.visibleCommands(command);
    return {
        name: command.name(),
        about: help.subcommandDescription(command),
        flags: help.visibleOptions(command).map(flagOf),
        values: command.registeredArguments.map(valueOfArgument),
        // what `help` takes are the names of the others
        commands: commands.map(c => c.name() === 'help'
            ? { ...syntaxOf(c), flags: [], values: [choiceOf(commands.map(other => other.name()))] }
            : syntaxOf(c)),
    };
}
function flagOf(option) {
    const takesValue = option.required || option.optional;
    const [, placeholder = ''] = /[<[]([^>\]]*(?:\[[^\]]*\])?)[>\]]/.exec(option.flags) ?? [];
    return {
        names: [option.short, option.long].filter(name => name != null),
        about: option.description,
        value: takesValue ? valueFor(placeholder, option.argChoices) : undefined,
        isOptional: option.optional && !option.required,
    };
}
const valueOfArgument = (argument) => valueFor(argument.name(), argument.argChoices);
const choiceOf = (choices) => ({ kind: 'choice', choices, withFile: false });
function valueFor(placeholder, choices) {
    if (choices)
        return { kind: 'choice', choices, withFile: placeholder.includes('=') };
    if (/^(?:files?|paths?|what)\b/.test(placeholder))
        return { kind: 'file' };
    return /^dir\b/.test(placeholder) ? { kind: 'folder' } : { kind: 'other' };
}
