/** To be sourced, or to be a file `_otp-audit` in a folder of `$fpath`. */
export function zsh(program) {
    const { name, commands } = program;
    const fn = `_${name}`;
    return `#compdef ${name}
# Completions of ${name} for zsh, written by \`${name} completion zsh\`.
${fn}() {
  local curcontext="$curcontext" state line
  typeset -A opt_args
  _arguments -C \\
${program.flags.map(specOf).join('')}    '1:command:->command' \\
    '*::argument:->argument'
  case $state in
    command)
      local -a commands
      commands=(
${commands.map(command => `        ${quoted(`${command.name}:${command.about}`)}\n`).join('')}      )
      _describe -t commands command commands
      ;;
    argument)
      case $line[1] in
${commands.map(caseOf).join('')}      esac
      ;;
  esac
}
if [[ $funcstack[1] == ${fn} ]]; then
  ${fn} "$@"
else
  compdef ${fn} ${name}
fi
`;
}
function caseOf(command) {
    const values = command.values.map(value => `    ${quoted(`*:argument:${action(value)}`)} \\\n`);
    const specs = [...command.flags.map(specOf), ...values].join('').replace(/ \\\n$/, '\n');
    return `        ${command.name})\n          _arguments \\\n${specs.replace(/^/gm, '        ').trimEnd()}\n          ;;\n`;
}
/** `*`: it may be given again. */
function specOf({ names, about, value, isOptional }) {
    const explained = `[${about.replace(/[[\]\\]/g, '\\$&')}]`;
    const what = value ? `${explained}${isOptional ? '::' : ':'}value:${action(value)}` : explained;
    const specs = names.map(name => (value ? `*${name}${name.startsWith('--') ? '=' : ''}` : name));
    return specs.map(spec => `    ${quoted(`${value ? '' : `(${names.join(' ')})`}${spec}${what}`)} \\\n`).join('');
}
function action(value) {
    switch (value.kind) {
        case 'choice': {
            const choices = value.choices.join(' ');
            return value.withFile ? `{ if compset -P "*="; then _files; else compadd -- ${choices}; fi }` : `(${choices})`;
        }
        case 'file':
            return '_files';
        case 'folder':
            return '_files -/';
        case 'other':
            return ' ';
    }
}
const quoted = (text) => `'${text.replaceAll("'", "'\\''")}'`;
