# Completion of pgplaybook for bash. Load it from ~/.bashrc with:
#   source <(pgplaybook completion bash)
_pgplaybook() {
  local line=${COMP_LINE:0:COMP_POINT} program offer current cut=
  local -a words
  read -ra words <<<"$line"
  program=${words[0]}
  words=("${words[@]:1}")
  case $line in *[[:space:]]) words+=('') ;; esac
  COMPREPLY=()
  # bash takes what stands behind = and : for a word of its own, and replaces that alone.
  current=${words[${#words[@]} - 1]}
  case $current in
    *[=:]*) cut=${current%"${current##*[=:]}"} ;;
  esac
  while IFS= read -r offer; do
    offer=${offer%%$'\t'*}
    COMPREPLY+=("${offer#"$cut"}")
  done < <("$program" complete -- "${words[@]}" 2>/dev/null)
  if [ "${#COMPREPLY[@]}" -eq 1 ]; then
    case ${COMPREPLY[0]} in */) compopt -o nospace 2>/dev/null ;; esac
  fi
}
complete -F _pgplaybook pgplaybook
