export function fish(program) {
    const { name, commands } = program;
    const fn = `__${name.replaceAll('-', '_')}_command`;
    const lines = [program, ...commands].flatMap(command => {
        const start = `complete -c ${name} -n 'test (${fn}) = ${command === program ? '-' : command.name}'`;
        const [value] = command.values;
        return [
            ...command.commands.map(c => `${start} -a ${c.name} -d ${quoted(c.about)}`),
            ...command.flags.map(flag => `${start}${named(flag)}${valueFor(flag)} -d ${quoted(flag.about)}`),
            ...(value ? [`${start}${given(value)}`] : []),
        ];
    });
    return `# Completions of ${name} for fish, written by \`${name} completion fish\`.
# The command on the line so far; - where there is none yet.
function ${fn}
    set -l words (commandline -opc)
    set -e words[1]
    for word in $words
        if not string match -q -- '-*' $word
            echo $word
            return
        end
    end
    echo -
end
complete -c ${name} -f
${lines.join('\n')}
`;
}
const named = ({ names }) => names.map(name => (name.startsWith('--') ? ` -l ${name.slice(2)}` : ` -s ${name.slice(1)}`)).join('');
function valueFor({ value, isOptional }) {
    if (!value || isOptional)
        return '';
    return value.kind === 'file' ? ' -r -F' : ` -x${given(value)}`;
}
function given(value) {
    switch (value.kind) {
        case 'choice':
            return ` -a ${quoted(value.choices.join(' '))}`;
        case 'file':
            return ' -F';
        case 'folder':
            return ` -a '(__fish_complete_directories)'`;
        case 'other':
            return '';
    }
}
const quoted = (text) => `'${text.replace(/[\\']/g, '\\$&')}'`;
