#compdef pgplaybook
# Completion of pgplaybook for zsh. Load it from ~/.zshrc, behind compinit, with:
#   source <(pgplaybook completion zsh)
_pgplaybook() {
  local value meaning
  local -a offers open
  while IFS=$'\t' read -r value meaning; do
    value=${value//:/\\:}
    if [[ $value == */ ]]; then open+=("$value"); else offers+=("$value${meaning:+:$meaning}"); fi
  done < <("${(Q)words[1]}" complete -- "${(@Q)words[2,CURRENT]}" 2>/dev/null)
  (( $#offers )) && _describe pgplaybook offers
  (( $#open )) && compadd -S '' -- "${(@)open//\\:/:}"
}
if [ "${funcstack[1]}" = _pgplaybook ]; then _pgplaybook "$@"; else compdef _pgplaybook pgplaybook; fi
