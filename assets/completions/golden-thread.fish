# Print an optspec for argparse to handle cmd's options that are independent of any subcommand.
function __fish_golden_thread_global_optspecs
    string join \n renderer= json passphrase-file= as= h/help V/version
end

function __fish_golden_thread_needs_command
    # Figure out if the current invocation already has a command.
    set -l cmd (commandline -opc)
    set -e cmd[1]
    argparse -s (__fish_golden_thread_global_optspecs) -- $cmd 2>/dev/null
    or return
    if set -q argv[1]
        # Also print the command, so this can be used to figure out what it is.
        echo $argv[1]
        return 1
    end
    return 0
end

function __fish_golden_thread_using_subcommand
    set -l cmd (__fish_golden_thread_needs_command)
    test -z "$cmd"
    and return 1
    contains -- $cmd[1] $argv
end

complete -c golden-thread -n "__fish_golden_thread_needs_command" -l renderer -d 'How the window is drawn' -r -f -a "auto\t'The first that works'
wgpu\t'Vulkan, DirectX 12 or Metal'
glow\t'OpenGL'
software\t'The processor alone, without a graphics driver'"
complete -c golden-thread -n "__fish_golden_thread_needs_command" -l passphrase-file -d 'A file that holds the passphrase (UTF-8; one line break at its end is removed)' -r -F
complete -c golden-thread -n "__fish_golden_thread_needs_command" -l as -d 'Who acts, for the log' -r
complete -c golden-thread -n "__fish_golden_thread_needs_command" -l json -d 'Print one JSON document on standard output, and nothing else there'
complete -c golden-thread -n "__fish_golden_thread_needs_command" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c golden-thread -n "__fish_golden_thread_needs_command" -s V -l version -d 'Print version'
complete -c golden-thread -n "__fish_golden_thread_needs_command" -a "demo" -d 'Make the sample audit file; without FILE its summary too, and then open the window'
complete -c golden-thread -n "__fish_golden_thread_needs_command" -a "new" -d 'Make a new audit file with the default audit tools'
complete -c golden-thread -n "__fish_golden_thread_needs_command" -a "import-plans" -d 'Take in the cohort from a CSV, or the files or folder of a SEN2 export'
complete -c golden-thread -n "__fish_golden_thread_needs_command" -a "import-advice" -d 'Take in the advice register: what was asked of whom, and when it came'
complete -c golden-thread -n "__fish_golden_thread_needs_command" -a "people" -d 'The panel'
complete -c golden-thread -n "__fish_golden_thread_needs_command" -a "tool" -d 'Audit tools'
complete -c golden-thread -n "__fish_golden_thread_needs_command" -a "round" -d 'Rounds'
complete -c golden-thread -n "__fish_golden_thread_needs_command" -a "sample" -d 'Draw the sample of a round, or add to it'
complete -c golden-thread -n "__fish_golden_thread_needs_command" -a "withdraw" -d 'Take a plan out of the sample, with the reason; the next reserve of its stratum comes in'
complete -c golden-thread -n "__fish_golden_thread_needs_command" -a "allocate" -d 'Give each plan of the sample its readers'
complete -c golden-thread -n "__fish_golden_thread_needs_command" -a "answers" -d 'Score sheets'
complete -c golden-thread -n "__fish_golden_thread_needs_command" -a "agree" -d 'Agree answers: where all sheets say the same, by rule, or from a file'
complete -c golden-thread -n "__fish_golden_thread_needs_command" -a "pack" -d 'Make a pack for each member who reads plans: a small encrypted file with their work and nobody else\'s'
complete -c golden-thread -n "__fish_golden_thread_needs_command" -a "merge" -d 'Take in packs that came back; merging again changes nothing'
complete -c golden-thread -n "__fish_golden_thread_needs_command" -a "stats" -d 'Results and agreement of a round'
complete -c golden-thread -n "__fish_golden_thread_needs_command" -a "report" -d 'Write a report as PDF'
complete -c golden-thread -n "__fish_golden_thread_needs_command" -a "export" -d 'Write the content of a round'
complete -c golden-thread -n "__fish_golden_thread_needs_command" -a "measures" -d 'Figures followed over time'
complete -c golden-thread -n "__fish_golden_thread_needs_command" -a "actions" -d 'What someone will do about a finding'
complete -c golden-thread -n "__fish_golden_thread_needs_command" -a "bench-data" -d 'Make a large filled file for measurements: sample data, no real person'
complete -c golden-thread -n "__fish_golden_thread_needs_command" -a "erase" -d 'Erase a plan or a round, and write the certificate'
complete -c golden-thread -n "__fish_golden_thread_needs_command" -a "backup" -d 'Write a verified copy of the file'
complete -c golden-thread -n "__fish_golden_thread_needs_command" -a "check" -d 'Check the whole file; changes nothing'
complete -c golden-thread -n "__fish_golden_thread_needs_command" -a "history" -d 'The log: who changed what, when'
complete -c golden-thread -n "__fish_golden_thread_using_subcommand demo" -l passphrase-file -d 'A file that holds the passphrase (UTF-8; one line break at its end is removed)' -r -F
complete -c golden-thread -n "__fish_golden_thread_using_subcommand demo" -l as -d 'Who acts, for the log' -r
complete -c golden-thread -n "__fish_golden_thread_using_subcommand demo" -l json -d 'Print one JSON document on standard output, and nothing else there'
complete -c golden-thread -n "__fish_golden_thread_using_subcommand demo" -s h -l help -d 'Print help'
complete -c golden-thread -n "__fish_golden_thread_using_subcommand new" -l local-area -d 'Name of the local area' -r
complete -c golden-thread -n "__fish_golden_thread_using_subcommand new" -l la-code -d 'Its three-digit code' -r
complete -c golden-thread -n "__fish_golden_thread_using_subcommand new" -l passphrase-file -d 'A file that holds the passphrase (UTF-8; one line break at its end is removed)' -r -F
complete -c golden-thread -n "__fish_golden_thread_using_subcommand new" -l as -d 'Who acts, for the log' -r
complete -c golden-thread -n "__fish_golden_thread_using_subcommand new" -l no-passphrase -d 'Leave the file unencrypted: for tests and drills only'
complete -c golden-thread -n "__fish_golden_thread_using_subcommand new" -l json -d 'Print one JSON document on standard output, and nothing else there'
complete -c golden-thread -n "__fish_golden_thread_using_subcommand new" -s h -l help -d 'Print help'
complete -c golden-thread -n "__fish_golden_thread_using_subcommand import-plans" -l as-of -d 'The day the source speaks of; left out: the return\'s reference date, else today' -r
complete -c golden-thread -n "__fish_golden_thread_using_subcommand import-plans" -l map -d 'Other names of columns: a TOML file with a table `columns` of `"name in the file" = "name here"`' -r -F
complete -c golden-thread -n "__fish_golden_thread_using_subcommand import-plans" -l key -d '`upn,reference`: gives the plans of a SEN2 export their case numbers; used in memory and discarded' -r -F
complete -c golden-thread -n "__fish_golden_thread_using_subcommand import-plans" -l settings -d '`urn,name,type`: the kinds of settings' -r -F
complete -c golden-thread -n "__fish_golden_thread_using_subcommand import-plans" -l passphrase-file -d 'A file that holds the passphrase (UTF-8; one line break at its end is removed)' -r -F
complete -c golden-thread -n "__fish_golden_thread_using_subcommand import-plans" -l as -d 'Who acts, for the log' -r
complete -c golden-thread -n "__fish_golden_thread_using_subcommand import-plans" -l skip-rejected -d 'Take the rest although rows are rejected'
complete -c golden-thread -n "__fish_golden_thread_using_subcommand import-plans" -l dry-run -d 'Say what would happen and write nothing'
complete -c golden-thread -n "__fish_golden_thread_using_subcommand import-plans" -l json -d 'Print one JSON document on standard output, and nothing else there'
complete -c golden-thread -n "__fish_golden_thread_using_subcommand import-plans" -s h -l help -d 'Print help'
complete -c golden-thread -n "__fish_golden_thread_using_subcommand import-advice" -l passphrase-file -d 'A file that holds the passphrase (UTF-8; one line break at its end is removed)' -r -F
complete -c golden-thread -n "__fish_golden_thread_using_subcommand import-advice" -l as -d 'Who acts, for the log' -r
complete -c golden-thread -n "__fish_golden_thread_using_subcommand import-advice" -l json -d 'Print one JSON document on standard output, and nothing else there'
complete -c golden-thread -n "__fish_golden_thread_using_subcommand import-advice" -s h -l help -d 'Print help'
complete -c golden-thread -n "__fish_golden_thread_using_subcommand people; and not __fish_seen_subcommand_from import export list" -l passphrase-file -d 'A file that holds the passphrase (UTF-8; one line break at its end is removed)' -r -F
complete -c golden-thread -n "__fish_golden_thread_using_subcommand people; and not __fish_seen_subcommand_from import export list" -l as -d 'Who acts, for the log' -r
complete -c golden-thread -n "__fish_golden_thread_using_subcommand people; and not __fish_seen_subcommand_from import export list" -l json -d 'Print one JSON document on standard output, and nothing else there'
complete -c golden-thread -n "__fish_golden_thread_using_subcommand people; and not __fish_seen_subcommand_from import export list" -s h -l help -d 'Print help'
complete -c golden-thread -n "__fish_golden_thread_using_subcommand people; and not __fish_seen_subcommand_from import export list" -a "import" -d 'Add people from a CSV, or bring their facts up to date by name'
complete -c golden-thread -n "__fish_golden_thread_using_subcommand people; and not __fish_seen_subcommand_from import export list" -a "export" -d 'Write the panel as a CSV that `import` reads back'
complete -c golden-thread -n "__fish_golden_thread_using_subcommand people; and not __fish_seen_subcommand_from import export list" -a "list" -d 'List the panel'
complete -c golden-thread -n "__fish_golden_thread_using_subcommand people; and __fish_seen_subcommand_from import" -l passphrase-file -d 'A file that holds the passphrase (UTF-8; one line break at its end is removed)' -r -F
complete -c golden-thread -n "__fish_golden_thread_using_subcommand people; and __fish_seen_subcommand_from import" -l as -d 'Who acts, for the log' -r
complete -c golden-thread -n "__fish_golden_thread_using_subcommand people; and __fish_seen_subcommand_from import" -l json -d 'Print one JSON document on standard output, and nothing else there'
complete -c golden-thread -n "__fish_golden_thread_using_subcommand people; and __fish_seen_subcommand_from import" -s h -l help -d 'Print help'
complete -c golden-thread -n "__fish_golden_thread_using_subcommand people; and __fish_seen_subcommand_from export" -l passphrase-file -d 'A file that holds the passphrase (UTF-8; one line break at its end is removed)' -r -F
complete -c golden-thread -n "__fish_golden_thread_using_subcommand people; and __fish_seen_subcommand_from export" -l as -d 'Who acts, for the log' -r
complete -c golden-thread -n "__fish_golden_thread_using_subcommand people; and __fish_seen_subcommand_from export" -l json -d 'Print one JSON document on standard output, and nothing else there'
complete -c golden-thread -n "__fish_golden_thread_using_subcommand people; and __fish_seen_subcommand_from export" -s h -l help -d 'Print help'
complete -c golden-thread -n "__fish_golden_thread_using_subcommand people; and __fish_seen_subcommand_from list" -l passphrase-file -d 'A file that holds the passphrase (UTF-8; one line break at its end is removed)' -r -F
complete -c golden-thread -n "__fish_golden_thread_using_subcommand people; and __fish_seen_subcommand_from list" -l as -d 'Who acts, for the log' -r
complete -c golden-thread -n "__fish_golden_thread_using_subcommand people; and __fish_seen_subcommand_from list" -l json -d 'Print one JSON document on standard output, and nothing else there'
complete -c golden-thread -n "__fish_golden_thread_using_subcommand people; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help'
complete -c golden-thread -n "__fish_golden_thread_using_subcommand tool; and not __fish_seen_subcommand_from list import export" -l passphrase-file -d 'A file that holds the passphrase (UTF-8; one line break at its end is removed)' -r -F
complete -c golden-thread -n "__fish_golden_thread_using_subcommand tool; and not __fish_seen_subcommand_from list import export" -l as -d 'Who acts, for the log' -r
complete -c golden-thread -n "__fish_golden_thread_using_subcommand tool; and not __fish_seen_subcommand_from list import export" -l json -d 'Print one JSON document on standard output, and nothing else there'
complete -c golden-thread -n "__fish_golden_thread_using_subcommand tool; and not __fish_seen_subcommand_from list import export" -s h -l help -d 'Print help'
complete -c golden-thread -n "__fish_golden_thread_using_subcommand tool; and not __fish_seen_subcommand_from list import export" -a "list" -d 'List all versions'
complete -c golden-thread -n "__fish_golden_thread_using_subcommand tool; and not __fish_seen_subcommand_from list import export" -a "import" -d 'Publish a tool from a file'
complete -c golden-thread -n "__fish_golden_thread_using_subcommand tool; and not __fish_seen_subcommand_from list import export" -a "export" -d 'Write a tool as a file'
complete -c golden-thread -n "__fish_golden_thread_using_subcommand tool; and __fish_seen_subcommand_from list" -l passphrase-file -d 'A file that holds the passphrase (UTF-8; one line break at its end is removed)' -r -F
complete -c golden-thread -n "__fish_golden_thread_using_subcommand tool; and __fish_seen_subcommand_from list" -l as -d 'Who acts, for the log' -r
complete -c golden-thread -n "__fish_golden_thread_using_subcommand tool; and __fish_seen_subcommand_from list" -l json -d 'Print one JSON document on standard output, and nothing else there'
complete -c golden-thread -n "__fish_golden_thread_using_subcommand tool; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help'
complete -c golden-thread -n "__fish_golden_thread_using_subcommand tool; and __fish_seen_subcommand_from import" -l passphrase-file -d 'A file that holds the passphrase (UTF-8; one line break at its end is removed)' -r -F
complete -c golden-thread -n "__fish_golden_thread_using_subcommand tool; and __fish_seen_subcommand_from import" -l as -d 'Who acts, for the log' -r
complete -c golden-thread -n "__fish_golden_thread_using_subcommand tool; and __fish_seen_subcommand_from import" -l json -d 'Print one JSON document on standard output, and nothing else there'
complete -c golden-thread -n "__fish_golden_thread_using_subcommand tool; and __fish_seen_subcommand_from import" -s h -l help -d 'Print help'
complete -c golden-thread -n "__fish_golden_thread_using_subcommand tool; and __fish_seen_subcommand_from export" -l version -d 'Its version; left out: the newest' -r
complete -c golden-thread -n "__fish_golden_thread_using_subcommand tool; and __fish_seen_subcommand_from export" -l passphrase-file -d 'A file that holds the passphrase (UTF-8; one line break at its end is removed)' -r -F
complete -c golden-thread -n "__fish_golden_thread_using_subcommand tool; and __fish_seen_subcommand_from export" -l as -d 'Who acts, for the log' -r
complete -c golden-thread -n "__fish_golden_thread_using_subcommand tool; and __fish_seen_subcommand_from export" -l json -d 'Print one JSON document on standard output, and nothing else there'
complete -c golden-thread -n "__fish_golden_thread_using_subcommand tool; and __fish_seen_subcommand_from export" -s h -l help -d 'Print help'
complete -c golden-thread -n "__fish_golden_thread_using_subcommand round; and not __fish_seen_subcommand_from new list import close" -l passphrase-file -d 'A file that holds the passphrase (UTF-8; one line break at its end is removed)' -r -F
complete -c golden-thread -n "__fish_golden_thread_using_subcommand round; and not __fish_seen_subcommand_from new list import close" -l as -d 'Who acts, for the log' -r
complete -c golden-thread -n "__fish_golden_thread_using_subcommand round; and not __fish_seen_subcommand_from new list import close" -l json -d 'Print one JSON document on standard output, and nothing else there'
complete -c golden-thread -n "__fish_golden_thread_using_subcommand round; and not __fish_seen_subcommand_from new list import close" -s h -l help -d 'Print help'
complete -c golden-thread -n "__fish_golden_thread_using_subcommand round; and not __fish_seen_subcommand_from new list import close" -a "new" -d 'Make a round'
complete -c golden-thread -n "__fish_golden_thread_using_subcommand round; and not __fish_seen_subcommand_from new list import close" -a "list" -d 'List the rounds, newest first'
complete -c golden-thread -n "__fish_golden_thread_using_subcommand round; and not __fish_seen_subcommand_from new list import close" -a "import" -d 'Take in a round written by export --format json: its tool, sample, score sheets, agreed answers, findings'
complete -c golden-thread -n "__fish_golden_thread_using_subcommand round; and not __fish_seen_subcommand_from new list import close" -a "close" -d 'Close a round'
complete -c golden-thread -n "__fish_golden_thread_using_subcommand round; and __fish_seen_subcommand_from new" -l title -d 'Its title' -r
complete -c golden-thread -n "__fish_golden_thread_using_subcommand round; and __fish_seen_subcommand_from new" -l tool -d 'Code of the audit tool; the newest version is taken' -r
complete -c golden-thread -n "__fish_golden_thread_using_subcommand round; and __fish_seen_subcommand_from new" -l depth -d 'How much is asked' -r
complete -c golden-thread -n "__fish_golden_thread_using_subcommand round; and __fish_seen_subcommand_from new" -l evidence -d 'What the panel holds' -r
complete -c golden-thread -n "__fish_golden_thread_using_subcommand round; and __fish_seen_subcommand_from new" -l purpose -d 'Why these plans' -r
complete -c golden-thread -n "__fish_golden_thread_using_subcommand round; and __fish_seen_subcommand_from new" -l passphrase-file -d 'A file that holds the passphrase (UTF-8; one line break at its end is removed)' -r -F
complete -c golden-thread -n "__fish_golden_thread_using_subcommand round; and __fish_seen_subcommand_from new" -l as -d 'Who acts, for the log' -r
complete -c golden-thread -n "__fish_golden_thread_using_subcommand round; and __fish_seen_subcommand_from new" -l json -d 'Print one JSON document on standard output, and nothing else there'
complete -c golden-thread -n "__fish_golden_thread_using_subcommand round; and __fish_seen_subcommand_from new" -s h -l help -d 'Print help'
complete -c golden-thread -n "__fish_golden_thread_using_subcommand round; and __fish_seen_subcommand_from list" -l passphrase-file -d 'A file that holds the passphrase (UTF-8; one line break at its end is removed)' -r -F
complete -c golden-thread -n "__fish_golden_thread_using_subcommand round; and __fish_seen_subcommand_from list" -l as -d 'Who acts, for the log' -r
complete -c golden-thread -n "__fish_golden_thread_using_subcommand round; and __fish_seen_subcommand_from list" -l json -d 'Print one JSON document on standard output, and nothing else there'
complete -c golden-thread -n "__fish_golden_thread_using_subcommand round; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help'
complete -c golden-thread -n "__fish_golden_thread_using_subcommand round; and __fish_seen_subcommand_from import" -l title -d 'Another title than its own' -r
complete -c golden-thread -n "__fish_golden_thread_using_subcommand round; and __fish_seen_subcommand_from import" -l passphrase-file -d 'A file that holds the passphrase (UTF-8; one line break at its end is removed)' -r -F
complete -c golden-thread -n "__fish_golden_thread_using_subcommand round; and __fish_seen_subcommand_from import" -l as -d 'Who acts, for the log' -r
complete -c golden-thread -n "__fish_golden_thread_using_subcommand round; and __fish_seen_subcommand_from import" -l json -d 'Print one JSON document on standard output, and nothing else there'
complete -c golden-thread -n "__fish_golden_thread_using_subcommand round; and __fish_seen_subcommand_from import" -s h -l help -d 'Print help'
complete -c golden-thread -n "__fish_golden_thread_using_subcommand round; and __fish_seen_subcommand_from close" -l round -d 'Title or id of the round; left out: the newest' -r
complete -c golden-thread -n "__fish_golden_thread_using_subcommand round; and __fish_seen_subcommand_from close" -l passphrase-file -d 'A file that holds the passphrase (UTF-8; one line break at its end is removed)' -r -F
complete -c golden-thread -n "__fish_golden_thread_using_subcommand round; and __fish_seen_subcommand_from close" -l as -d 'Who acts, for the log' -r
complete -c golden-thread -n "__fish_golden_thread_using_subcommand round; and __fish_seen_subcommand_from close" -l json -d 'Print one JSON document on standard output, and nothing else there'
complete -c golden-thread -n "__fish_golden_thread_using_subcommand round; and __fish_seen_subcommand_from close" -s h -l help -d 'Print help'
complete -c golden-thread -n "__fish_golden_thread_using_subcommand sample" -l round -d 'Title or id of the round; left out: the newest' -r
complete -c golden-thread -n "__fish_golden_thread_using_subcommand sample" -l size -d 'Plans to draw' -r
complete -c golden-thread -n "__fish_golden_thread_using_subcommand sample" -l seed -d 'The seed: the same seed draws the same plans' -r
complete -c golden-thread -n "__fish_golden_thread_using_subcommand sample" -l stratify -d 'Facts to stratify by, such as `phase,primary_need`; `service` where advice is read' -r
complete -c golden-thread -n "__fish_golden_thread_using_subcommand sample" -l min-per-stratum -d 'At least so many plans from each stratum' -r
complete -c golden-thread -n "__fish_golden_thread_using_subcommand sample" -l issued-since -d 'Only plans first issued on or after this day' -r
complete -c golden-thread -n "__fish_golden_thread_using_subcommand sample" -l exclude-last-rounds -d 'Leave out plans sampled in so many earlier rounds' -r
complete -c golden-thread -n "__fish_golden_thread_using_subcommand sample" -l reserves -d 'Reserves to draw at the same time' -r
complete -c golden-thread -n "__fish_golden_thread_using_subcommand sample" -l add -d 'Add plans to a drawn sample in the same order' -r
complete -c golden-thread -n "__fish_golden_thread_using_subcommand sample" -l passphrase-file -d 'A file that holds the passphrase (UTF-8; one line break at its end is removed)' -r -F
complete -c golden-thread -n "__fish_golden_thread_using_subcommand sample" -l as -d 'Who acts, for the log' -r
complete -c golden-thread -n "__fish_golden_thread_using_subcommand sample" -l json -d 'Print one JSON document on standard output, and nothing else there'
complete -c golden-thread -n "__fish_golden_thread_using_subcommand sample" -s h -l help -d 'Print help'
complete -c golden-thread -n "__fish_golden_thread_using_subcommand withdraw" -l round -d 'Title or id of the round; left out: the newest' -r
complete -c golden-thread -n "__fish_golden_thread_using_subcommand withdraw" -l plan -d 'Reference of the plan' -r
complete -c golden-thread -n "__fish_golden_thread_using_subcommand withdraw" -l reason -d 'Why' -r
complete -c golden-thread -n "__fish_golden_thread_using_subcommand withdraw" -l passphrase-file -d 'A file that holds the passphrase (UTF-8; one line break at its end is removed)' -r -F
complete -c golden-thread -n "__fish_golden_thread_using_subcommand withdraw" -l as -d 'Who acts, for the log' -r
complete -c golden-thread -n "__fish_golden_thread_using_subcommand withdraw" -l json -d 'Print one JSON document on standard output, and nothing else there'
complete -c golden-thread -n "__fish_golden_thread_using_subcommand withdraw" -s h -l help -d 'Print help'
complete -c golden-thread -n "__fish_golden_thread_using_subcommand allocate" -l round -d 'Title or id of the round; left out: the newest' -r
complete -c golden-thread -n "__fish_golden_thread_using_subcommand allocate" -l per-plan -d 'Members on each plan' -r
complete -c golden-thread -n "__fish_golden_thread_using_subcommand allocate" -l passphrase-file -d 'A file that holds the passphrase (UTF-8; one line break at its end is removed)' -r -F
complete -c golden-thread -n "__fish_golden_thread_using_subcommand allocate" -l as -d 'Who acts, for the log' -r
complete -c golden-thread -n "__fish_golden_thread_using_subcommand allocate" -l json -d 'Print one JSON document on standard output, and nothing else there'
complete -c golden-thread -n "__fish_golden_thread_using_subcommand allocate" -s h -l help -d 'Print help'
complete -c golden-thread -n "__fish_golden_thread_using_subcommand answers; and not __fish_seen_subcommand_from import stream" -l passphrase-file -d 'A file that holds the passphrase (UTF-8; one line break at its end is removed)' -r -F
complete -c golden-thread -n "__fish_golden_thread_using_subcommand answers; and not __fish_seen_subcommand_from import stream" -l as -d 'Who acts, for the log' -r
complete -c golden-thread -n "__fish_golden_thread_using_subcommand answers; and not __fish_seen_subcommand_from import stream" -l json -d 'Print one JSON document on standard output, and nothing else there'
complete -c golden-thread -n "__fish_golden_thread_using_subcommand answers; and not __fish_seen_subcommand_from import stream" -s h -l help -d 'Print help'
complete -c golden-thread -n "__fish_golden_thread_using_subcommand answers; and not __fish_seen_subcommand_from import stream" -a "import" -d 'Take in score sheets, all or nothing'
complete -c golden-thread -n "__fish_golden_thread_using_subcommand answers; and not __fish_seen_subcommand_from import stream" -a "stream" -d 'Save answers one by one from standard input: `plan,criterion,answer` lines'
complete -c golden-thread -n "__fish_golden_thread_using_subcommand answers; and __fish_seen_subcommand_from import" -l round -d 'Title or id of the round; left out: the newest' -r
complete -c golden-thread -n "__fish_golden_thread_using_subcommand answers; and __fish_seen_subcommand_from import" -l passphrase-file -d 'A file that holds the passphrase (UTF-8; one line break at its end is removed)' -r -F
complete -c golden-thread -n "__fish_golden_thread_using_subcommand answers; and __fish_seen_subcommand_from import" -l as -d 'Who acts, for the log' -r
complete -c golden-thread -n "__fish_golden_thread_using_subcommand answers; and __fish_seen_subcommand_from import" -l submit -d 'Hand in the sheets the file has rows for'
complete -c golden-thread -n "__fish_golden_thread_using_subcommand answers; and __fish_seen_subcommand_from import" -l json -d 'Print one JSON document on standard output, and nothing else there'
complete -c golden-thread -n "__fish_golden_thread_using_subcommand answers; and __fish_seen_subcommand_from import" -s h -l help -d 'Print help'
complete -c golden-thread -n "__fish_golden_thread_using_subcommand answers; and __fish_seen_subcommand_from stream" -l round -d 'Title or id of the round; left out: the newest' -r
complete -c golden-thread -n "__fish_golden_thread_using_subcommand answers; and __fish_seen_subcommand_from stream" -l passphrase-file -d 'A file that holds the passphrase (UTF-8; one line break at its end is removed)' -r -F
complete -c golden-thread -n "__fish_golden_thread_using_subcommand answers; and __fish_seen_subcommand_from stream" -l as -d 'Who acts, for the log' -r
complete -c golden-thread -n "__fish_golden_thread_using_subcommand answers; and __fish_seen_subcommand_from stream" -l json -d 'Print one JSON document on standard output, and nothing else there'
complete -c golden-thread -n "__fish_golden_thread_using_subcommand answers; and __fish_seen_subcommand_from stream" -s h -l help -d 'Print help'
complete -c golden-thread -n "__fish_golden_thread_using_subcommand agree" -l round -d 'Title or id of the round; left out: the newest' -r
complete -c golden-thread -n "__fish_golden_thread_using_subcommand agree" -l import -d 'From a file: `plan,criterion,answer,reason`, or a round written by `export --format json`' -r -F
complete -c golden-thread -n "__fish_golden_thread_using_subcommand agree" -l passphrase-file -d 'A file that holds the passphrase (UTF-8; one line break at its end is removed)' -r -F
complete -c golden-thread -n "__fish_golden_thread_using_subcommand agree" -l as -d 'Who acts, for the log' -r
complete -c golden-thread -n "__fish_golden_thread_using_subcommand agree" -l unanimous -d 'Where all sheets say the same'
complete -c golden-thread -n "__fish_golden_thread_using_subcommand agree" -l by-rule -d 'The splits that triage leaves to the rule: the lead agency\'s answer, else the lower'
complete -c golden-thread -n "__fish_golden_thread_using_subcommand agree" -l json -d 'Print one JSON document on standard output, and nothing else there'
complete -c golden-thread -n "__fish_golden_thread_using_subcommand agree" -s h -l help -d 'Print help'
complete -c golden-thread -n "__fish_golden_thread_using_subcommand pack" -l round -d 'Title or id of the round; left out: the newest' -r
complete -c golden-thread -n "__fish_golden_thread_using_subcommand pack" -l out -d 'The folder to write the packs to' -r -F
complete -c golden-thread -n "__fish_golden_thread_using_subcommand pack" -l passphrases-out -d 'Write `member,file,passphrase` here: each pack has a fresh passphrase, also kept in the audit file' -r -F
complete -c golden-thread -n "__fish_golden_thread_using_subcommand pack" -l member -d 'Only this member\'s pack' -r
complete -c golden-thread -n "__fish_golden_thread_using_subcommand pack" -l pack-passphrase-file -d 'A file that holds the passphrase of the one pack' -r -F
complete -c golden-thread -n "__fish_golden_thread_using_subcommand pack" -l passphrase-file -d 'A file that holds the passphrase (UTF-8; one line break at its end is removed)' -r -F
complete -c golden-thread -n "__fish_golden_thread_using_subcommand pack" -l as -d 'Who acts, for the log' -r
complete -c golden-thread -n "__fish_golden_thread_using_subcommand pack" -l json -d 'Print one JSON document on standard output, and nothing else there'
complete -c golden-thread -n "__fish_golden_thread_using_subcommand pack" -s h -l help -d 'Print help'
complete -c golden-thread -n "__fish_golden_thread_using_subcommand merge" -l passphrase-file -d 'A file that holds the passphrase (UTF-8; one line break at its end is removed)' -r -F
complete -c golden-thread -n "__fish_golden_thread_using_subcommand merge" -l as -d 'Who acts, for the log' -r
complete -c golden-thread -n "__fish_golden_thread_using_subcommand merge" -l json -d 'Print one JSON document on standard output, and nothing else there'
complete -c golden-thread -n "__fish_golden_thread_using_subcommand merge" -s h -l help -d 'Print help'
complete -c golden-thread -n "__fish_golden_thread_using_subcommand stats" -l round -d 'Title or id of the round; left out: the newest' -r
complete -c golden-thread -n "__fish_golden_thread_using_subcommand stats" -l passphrase-file -d 'A file that holds the passphrase (UTF-8; one line break at its end is removed)' -r -F
complete -c golden-thread -n "__fish_golden_thread_using_subcommand stats" -l as -d 'Who acts, for the log' -r
complete -c golden-thread -n "__fish_golden_thread_using_subcommand stats" -l json -d 'Print one JSON document on standard output, and nothing else there'
complete -c golden-thread -n "__fish_golden_thread_using_subcommand stats" -s h -l help -d 'Print help'
complete -c golden-thread -n "__fish_golden_thread_using_subcommand report" -l round -d 'Title or id of the round; left out: the newest' -r
complete -c golden-thread -n "__fish_golden_thread_using_subcommand report" -l kind -d 'Which report: summary, board, health, social-care, plan, agreement, learning or record' -r
complete -c golden-thread -n "__fish_golden_thread_using_subcommand report" -l plan -d 'The plan: for plan feedback, or the record of one plan' -r
complete -c golden-thread -n "__fish_golden_thread_using_subcommand report" -l out -d 'Where to write the PDF' -r -F
complete -c golden-thread -n "__fish_golden_thread_using_subcommand report" -l passphrase-file -d 'A file that holds the passphrase (UTF-8; one line break at its end is removed)' -r -F
complete -c golden-thread -n "__fish_golden_thread_using_subcommand report" -l as -d 'Who acts, for the log' -r
complete -c golden-thread -n "__fish_golden_thread_using_subcommand report" -l all-plans -d 'Feedback on every plan that is fully agreed; OUT is a folder'
complete -c golden-thread -n "__fish_golden_thread_using_subcommand report" -l json -d 'Print one JSON document on standard output, and nothing else there'
complete -c golden-thread -n "__fish_golden_thread_using_subcommand report" -s h -l help -d 'Print help'
complete -c golden-thread -n "__fish_golden_thread_using_subcommand export" -l round -d 'Title or id of the round; left out: the newest' -r
complete -c golden-thread -n "__fish_golden_thread_using_subcommand export" -l plan -d 'Only this plan' -r
complete -c golden-thread -n "__fish_golden_thread_using_subcommand export" -l format -d 'The form' -r -f -a "csv\t'A folder, one file a table'
xlsx\t'One workbook, one sheet a table'
json\t'One JSON document'"
complete -c golden-thread -n "__fish_golden_thread_using_subcommand export" -l out -d 'Where to write it' -r -F
complete -c golden-thread -n "__fish_golden_thread_using_subcommand export" -l passphrase-file -d 'A file that holds the passphrase (UTF-8; one line break at its end is removed)' -r -F
complete -c golden-thread -n "__fish_golden_thread_using_subcommand export" -l as -d 'Who acts, for the log' -r
complete -c golden-thread -n "__fish_golden_thread_using_subcommand export" -l letters -d 'Members as A, B, C instead of names'
complete -c golden-thread -n "__fish_golden_thread_using_subcommand export" -l json -d 'Print one JSON document on standard output, and nothing else there'
complete -c golden-thread -n "__fish_golden_thread_using_subcommand export" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c golden-thread -n "__fish_golden_thread_using_subcommand measures; and not __fish_seen_subcommand_from import list" -l passphrase-file -d 'A file that holds the passphrase (UTF-8; one line break at its end is removed)' -r -F
complete -c golden-thread -n "__fish_golden_thread_using_subcommand measures; and not __fish_seen_subcommand_from import list" -l as -d 'Who acts, for the log' -r
complete -c golden-thread -n "__fish_golden_thread_using_subcommand measures; and not __fish_seen_subcommand_from import list" -l json -d 'Print one JSON document on standard output, and nothing else there'
complete -c golden-thread -n "__fish_golden_thread_using_subcommand measures; and not __fish_seen_subcommand_from import list" -s h -l help -d 'Print help'
complete -c golden-thread -n "__fish_golden_thread_using_subcommand measures; and not __fish_seen_subcommand_from import list" -a "import" -d 'Take figures in from a CSV; those that are there already change nothing'
complete -c golden-thread -n "__fish_golden_thread_using_subcommand measures; and not __fish_seen_subcommand_from import list" -a "list" -d 'List all figures'
complete -c golden-thread -n "__fish_golden_thread_using_subcommand measures; and __fish_seen_subcommand_from import" -l passphrase-file -d 'A file that holds the passphrase (UTF-8; one line break at its end is removed)' -r -F
complete -c golden-thread -n "__fish_golden_thread_using_subcommand measures; and __fish_seen_subcommand_from import" -l as -d 'Who acts, for the log' -r
complete -c golden-thread -n "__fish_golden_thread_using_subcommand measures; and __fish_seen_subcommand_from import" -l json -d 'Print one JSON document on standard output, and nothing else there'
complete -c golden-thread -n "__fish_golden_thread_using_subcommand measures; and __fish_seen_subcommand_from import" -s h -l help -d 'Print help'
complete -c golden-thread -n "__fish_golden_thread_using_subcommand measures; and __fish_seen_subcommand_from list" -l passphrase-file -d 'A file that holds the passphrase (UTF-8; one line break at its end is removed)' -r -F
complete -c golden-thread -n "__fish_golden_thread_using_subcommand measures; and __fish_seen_subcommand_from list" -l as -d 'Who acts, for the log' -r
complete -c golden-thread -n "__fish_golden_thread_using_subcommand measures; and __fish_seen_subcommand_from list" -l json -d 'Print one JSON document on standard output, and nothing else there'
complete -c golden-thread -n "__fish_golden_thread_using_subcommand measures; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help'
complete -c golden-thread -n "__fish_golden_thread_using_subcommand actions; and not __fish_seen_subcommand_from list import export" -l passphrase-file -d 'A file that holds the passphrase (UTF-8; one line break at its end is removed)' -r -F
complete -c golden-thread -n "__fish_golden_thread_using_subcommand actions; and not __fish_seen_subcommand_from list import export" -l as -d 'Who acts, for the log' -r
complete -c golden-thread -n "__fish_golden_thread_using_subcommand actions; and not __fish_seen_subcommand_from list import export" -l json -d 'Print one JSON document on standard output, and nothing else there'
complete -c golden-thread -n "__fish_golden_thread_using_subcommand actions; and not __fish_seen_subcommand_from list import export" -s h -l help -d 'Print help'
complete -c golden-thread -n "__fish_golden_thread_using_subcommand actions; and not __fish_seen_subcommand_from list import export" -a "list" -d 'List them, those due first before the others'
complete -c golden-thread -n "__fish_golden_thread_using_subcommand actions; and not __fish_seen_subcommand_from list import export" -a "import" -d 'Take them in from a CSV; the same act by the same owner is brought up to date'
complete -c golden-thread -n "__fish_golden_thread_using_subcommand actions; and not __fish_seen_subcommand_from list import export" -a "export" -d 'Write them as a CSV'
complete -c golden-thread -n "__fish_golden_thread_using_subcommand actions; and __fish_seen_subcommand_from list" -l passphrase-file -d 'A file that holds the passphrase (UTF-8; one line break at its end is removed)' -r -F
complete -c golden-thread -n "__fish_golden_thread_using_subcommand actions; and __fish_seen_subcommand_from list" -l as -d 'Who acts, for the log' -r
complete -c golden-thread -n "__fish_golden_thread_using_subcommand actions; and __fish_seen_subcommand_from list" -l json -d 'Print one JSON document on standard output, and nothing else there'
complete -c golden-thread -n "__fish_golden_thread_using_subcommand actions; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help'
complete -c golden-thread -n "__fish_golden_thread_using_subcommand actions; and __fish_seen_subcommand_from import" -l passphrase-file -d 'A file that holds the passphrase (UTF-8; one line break at its end is removed)' -r -F
complete -c golden-thread -n "__fish_golden_thread_using_subcommand actions; and __fish_seen_subcommand_from import" -l as -d 'Who acts, for the log' -r
complete -c golden-thread -n "__fish_golden_thread_using_subcommand actions; and __fish_seen_subcommand_from import" -l json -d 'Print one JSON document on standard output, and nothing else there'
complete -c golden-thread -n "__fish_golden_thread_using_subcommand actions; and __fish_seen_subcommand_from import" -s h -l help -d 'Print help'
complete -c golden-thread -n "__fish_golden_thread_using_subcommand actions; and __fish_seen_subcommand_from export" -l out -d 'The same, by name' -r -F
complete -c golden-thread -n "__fish_golden_thread_using_subcommand actions; and __fish_seen_subcommand_from export" -l passphrase-file -d 'A file that holds the passphrase (UTF-8; one line break at its end is removed)' -r -F
complete -c golden-thread -n "__fish_golden_thread_using_subcommand actions; and __fish_seen_subcommand_from export" -l as -d 'Who acts, for the log' -r
complete -c golden-thread -n "__fish_golden_thread_using_subcommand actions; and __fish_seen_subcommand_from export" -l json -d 'Print one JSON document on standard output, and nothing else there'
complete -c golden-thread -n "__fish_golden_thread_using_subcommand actions; and __fish_seen_subcommand_from export" -s h -l help -d 'Print help'
complete -c golden-thread -n "__fish_golden_thread_using_subcommand bench-data" -l plans -d 'Plans of the cohort' -r
complete -c golden-thread -n "__fish_golden_thread_using_subcommand bench-data" -l rounds -d 'Rounds; the newest at full depth, the others at core' -r
complete -c golden-thread -n "__fish_golden_thread_using_subcommand bench-data" -l sampled -d 'Plans in the sample of each round' -r
complete -c golden-thread -n "__fish_golden_thread_using_subcommand bench-data" -l members -d 'Members who read each plan' -r
complete -c golden-thread -n "__fish_golden_thread_using_subcommand bench-data" -l seed -d 'Seed of the draws and of the answers' -r
complete -c golden-thread -n "__fish_golden_thread_using_subcommand bench-data" -l passphrase-file -d 'A file that holds the passphrase (UTF-8; one line break at its end is removed)' -r -F
complete -c golden-thread -n "__fish_golden_thread_using_subcommand bench-data" -l as -d 'Who acts, for the log' -r
complete -c golden-thread -n "__fish_golden_thread_using_subcommand bench-data" -l json -d 'Print one JSON document on standard output, and nothing else there'
complete -c golden-thread -n "__fish_golden_thread_using_subcommand bench-data" -s h -l help -d 'Print help'
complete -c golden-thread -n "__fish_golden_thread_using_subcommand erase" -l round -d 'This round, by title or id' -r
complete -c golden-thread -n "__fish_golden_thread_using_subcommand erase" -l plan -d 'This plan, by reference: from the cohort and every round' -r
complete -c golden-thread -n "__fish_golden_thread_using_subcommand erase" -l reason -d 'Why' -r
complete -c golden-thread -n "__fish_golden_thread_using_subcommand erase" -l certificate -d 'Where the certificate goes, a PDF; must not exist' -r -F
complete -c golden-thread -n "__fish_golden_thread_using_subcommand erase" -l passphrase-file -d 'A file that holds the passphrase (UTF-8; one line break at its end is removed)' -r -F
complete -c golden-thread -n "__fish_golden_thread_using_subcommand erase" -l as -d 'Who acts, for the log' -r
complete -c golden-thread -n "__fish_golden_thread_using_subcommand erase" -l json -d 'Print one JSON document on standard output, and nothing else there'
complete -c golden-thread -n "__fish_golden_thread_using_subcommand erase" -s h -l help -d 'Print help'
complete -c golden-thread -n "__fish_golden_thread_using_subcommand backup" -l out -d 'Where the copy goes; must not exist' -r -F
complete -c golden-thread -n "__fish_golden_thread_using_subcommand backup" -l passphrase-file -d 'A file that holds the passphrase (UTF-8; one line break at its end is removed)' -r -F
complete -c golden-thread -n "__fish_golden_thread_using_subcommand backup" -l as -d 'Who acts, for the log' -r
complete -c golden-thread -n "__fish_golden_thread_using_subcommand backup" -l json -d 'Print one JSON document on standard output, and nothing else there'
complete -c golden-thread -n "__fish_golden_thread_using_subcommand backup" -s h -l help -d 'Print help'
complete -c golden-thread -n "__fish_golden_thread_using_subcommand check" -l passphrase-file -d 'A file that holds the passphrase (UTF-8; one line break at its end is removed)' -r -F
complete -c golden-thread -n "__fish_golden_thread_using_subcommand check" -l as -d 'Who acts, for the log' -r
complete -c golden-thread -n "__fish_golden_thread_using_subcommand check" -l json -d 'Print one JSON document on standard output, and nothing else there'
complete -c golden-thread -n "__fish_golden_thread_using_subcommand check" -s h -l help -d 'Print help'
complete -c golden-thread -n "__fish_golden_thread_using_subcommand history" -l passphrase-file -d 'A file that holds the passphrase (UTF-8; one line break at its end is removed)' -r -F
complete -c golden-thread -n "__fish_golden_thread_using_subcommand history" -l as -d 'Who acts, for the log' -r
complete -c golden-thread -n "__fish_golden_thread_using_subcommand history" -l verify -d 'Verify the chain and the digest of the content too'
complete -c golden-thread -n "__fish_golden_thread_using_subcommand history" -l json -d 'Print one JSON document on standard output, and nothing else there'
complete -c golden-thread -n "__fish_golden_thread_using_subcommand history" -s h -l help -d 'Print help'
