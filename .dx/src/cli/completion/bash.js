/** For bash 3.2 and later, without the package bash-completion. */
export function bash(program) {
    const { name, commands } = program;
    const fn = `_${name.replaceAll('-', '_')}`;
    return `# Completions of ${name} for bash, written by \`${name} completion bash\`.
${fn}() {
  local words=() word cur prev flag value prefix= command= i
  # where \`=\` breaks words, it is one of its own
  for ((i = 1; i <= COMP_CWORD; i++)); do
    word=\${COMP_WORDS[i]}
    if ((\${#words[@]} > 0)) && [[ $word == = || \${COMP_WORDS[i - 1]} == = ]]; then
      words[\${#words[@]} - 1]+=$word
    else
      words+=("$word")
    fi
  done
  cur=\${words[\${#words[@]} - 1]}
  for ((i = 0; i < \${#words[@]} - 1; i++)); do
    prev=\${words[i]}
    [[ -n $command || $prev == -* ]] || command=$prev
  done
  if [[ $cur == --*=* ]]; then
    flag=\${cur%%=*} value=\${cur#*=}
    [[ $COMP_WORDBREAKS == *=* ]] || prefix=$flag=
  else
    flag=$prev value=$cur
  fi
  COMPREPLY=()
  local IFS=$'\\n'
  case "$command:$flag" in
${[program, ...commands].flatMap(command => command.flags.map(flag => valueCase(command, flag, program))).join('')}  esac
  case "$command" in
${[program, ...commands].map(command => wordCase(command, program)).join('')}  esac
}
complete -o default -F ${fn} ${name}
`;
}
/** Ends the function once it has replied. */
function valueCase(command, { names, value, isOptional }, program) {
    if (!value || isOptional)
        return '';
    const where = command === program ? '' : command.name;
    return `    ${names.map(name => `${where}:${name}`).join(' | ')}) ${reply(value)}; return ;;\n`;
}
/** What may stand where no value is asked for. */
function wordCase(command, program) {
    const flags = command.flags.flatMap(({ names }) => names);
    const [value] = command.values;
    const names = command.commands.map(c => c.name);
    const words = names.length > 0 ? wordsFrom(names) : value ? reply(value) : nothing;
    const offered = flags.length > 0 ? `if [[ $cur == -* ]]; then ${wordsFrom(flags)}; else ${words}; fi` : words;
    return `    ${command === program ? "''" : command.name}) ${offered.replaceAll('$value', '$cur')} ;;\n`;
}
function reply(value) {
    switch (value.kind) {
        case 'choice':
            return value.withFile ? `if [[ $value != *=* ]]; then ${wordsFrom(value.choices)}; fi` : wordsFrom(value.choices);
        case 'folder':
            return `COMPREPLY=($(compgen -P "$prefix" -d -- "$value")); compopt -o filenames 2>/dev/null`;
        case 'file':
            return ':'; // readline completes files itself
        case 'other':
            return nothing;
    }
}
const nothing = 'compopt +o default 2>/dev/null';
const wordsFrom = (words) => `COMPREPLY=($(compgen -P "$prefix" -W "${words.join('\n')}" -- "$value"))`;
