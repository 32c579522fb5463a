# Completion of pgplaybook for fish. Load it from ~/.config/fish/config.fish with:
#   pgplaybook completion fish | source
function __pgplaybook_complete
    set -l words (commandline -opc)
    set -l current (commandline -ct)
    $words[1] complete -- $words[2..-1] "$current" 2>/dev/null
end
complete -c pgplaybook -f -a '(__pgplaybook_complete)'
