
using namespace System.Management.Automation
using namespace System.Management.Automation.Language

Register-ArgumentCompleter -Native -CommandName 'golden-thread' -ScriptBlock {
    param($wordToComplete, $commandAst, $cursorPosition)

    $commandElements = $commandAst.CommandElements
    $command = @(
        'golden-thread'
        for ($i = 1; $i -lt $commandElements.Count; $i++) {
            $element = $commandElements[$i]
            if ($element -isnot [StringConstantExpressionAst] -or
                $element.StringConstantType -ne [StringConstantType]::BareWord -or
                $element.Value.StartsWith('-') -or
                $element.Value -eq $wordToComplete) {
                break
        }
        $element.Value
    }) -join ';'

    $completions = @(switch ($command) {
        'golden-thread' {
            [CompletionResult]::new('--renderer', '--renderer', [CompletionResultType]::ParameterName, 'How the window is drawn')
            [CompletionResult]::new('--passphrase-file', '--passphrase-file', [CompletionResultType]::ParameterName, 'A file that holds the passphrase (UTF-8; one line break at its end is removed)')
            [CompletionResult]::new('--as', '--as', [CompletionResultType]::ParameterName, 'Who acts, for the log')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print one JSON document on standard output, and nothing else there')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('demo', 'demo', [CompletionResultType]::ParameterValue, 'Make the sample audit file; without FILE its summary too, and then open the window')
            [CompletionResult]::new('new', 'new', [CompletionResultType]::ParameterValue, 'Make a new audit file with the default audit tools')
            [CompletionResult]::new('import-plans', 'import-plans', [CompletionResultType]::ParameterValue, 'Take in the cohort from a CSV, or the files or folder of a SEN2 export')
            [CompletionResult]::new('import-advice', 'import-advice', [CompletionResultType]::ParameterValue, 'Take in the advice register: what was asked of whom, and when it came')
            [CompletionResult]::new('people', 'people', [CompletionResultType]::ParameterValue, 'The panel')
            [CompletionResult]::new('tool', 'tool', [CompletionResultType]::ParameterValue, 'Audit tools')
            [CompletionResult]::new('round', 'round', [CompletionResultType]::ParameterValue, 'Rounds')
            [CompletionResult]::new('sample', 'sample', [CompletionResultType]::ParameterValue, 'Draw the sample of a round, or add to it')
            [CompletionResult]::new('withdraw', 'withdraw', [CompletionResultType]::ParameterValue, 'Take a plan out of the sample, with the reason; the next reserve of its stratum comes in')
            [CompletionResult]::new('allocate', 'allocate', [CompletionResultType]::ParameterValue, 'Give each plan of the sample its readers')
            [CompletionResult]::new('answers', 'answers', [CompletionResultType]::ParameterValue, 'Score sheets')
            [CompletionResult]::new('agree', 'agree', [CompletionResultType]::ParameterValue, 'Agree answers: where all sheets say the same, by rule, or from a file')
            [CompletionResult]::new('pack', 'pack', [CompletionResultType]::ParameterValue, 'Make a pack for each member who reads plans: a small encrypted file with their work and nobody else''s')
            [CompletionResult]::new('merge', 'merge', [CompletionResultType]::ParameterValue, 'Take in packs that came back; merging again changes nothing')
            [CompletionResult]::new('stats', 'stats', [CompletionResultType]::ParameterValue, 'Results and agreement of a round')
            [CompletionResult]::new('report', 'report', [CompletionResultType]::ParameterValue, 'Write a report as PDF')
            [CompletionResult]::new('export', 'export', [CompletionResultType]::ParameterValue, 'Write the content of a round')
            [CompletionResult]::new('measures', 'measures', [CompletionResultType]::ParameterValue, 'Figures followed over time')
            [CompletionResult]::new('actions', 'actions', [CompletionResultType]::ParameterValue, 'What someone will do about a finding')
            [CompletionResult]::new('bench-data', 'bench-data', [CompletionResultType]::ParameterValue, 'Make a large filled file for measurements: sample data, no real person')
            [CompletionResult]::new('erase', 'erase', [CompletionResultType]::ParameterValue, 'Erase a plan or a round, and write the certificate')
            [CompletionResult]::new('backup', 'backup', [CompletionResultType]::ParameterValue, 'Write a verified copy of the file')
            [CompletionResult]::new('check', 'check', [CompletionResultType]::ParameterValue, 'Check the whole file; changes nothing')
            [CompletionResult]::new('history', 'history', [CompletionResultType]::ParameterValue, 'The log: who changed what, when')
            break
        }
        'golden-thread;demo' {
            [CompletionResult]::new('--passphrase-file', '--passphrase-file', [CompletionResultType]::ParameterName, 'A file that holds the passphrase (UTF-8; one line break at its end is removed)')
            [CompletionResult]::new('--as', '--as', [CompletionResultType]::ParameterName, 'Who acts, for the log')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print one JSON document on standard output, and nothing else there')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'golden-thread;new' {
            [CompletionResult]::new('--local-area', '--local-area', [CompletionResultType]::ParameterName, 'Name of the local area')
            [CompletionResult]::new('--la-code', '--la-code', [CompletionResultType]::ParameterName, 'Its three-digit code')
            [CompletionResult]::new('--passphrase-file', '--passphrase-file', [CompletionResultType]::ParameterName, 'A file that holds the passphrase (UTF-8; one line break at its end is removed)')
            [CompletionResult]::new('--as', '--as', [CompletionResultType]::ParameterName, 'Who acts, for the log')
            [CompletionResult]::new('--no-passphrase', '--no-passphrase', [CompletionResultType]::ParameterName, 'Leave the file unencrypted: for tests and drills only')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print one JSON document on standard output, and nothing else there')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'golden-thread;import-plans' {
            [CompletionResult]::new('--as-of', '--as-of', [CompletionResultType]::ParameterName, 'The day the source speaks of; left out: the return''s reference date, else today')
            [CompletionResult]::new('--map', '--map', [CompletionResultType]::ParameterName, 'Other names of columns: a TOML file with a table `columns` of `"name in the file" = "name here"`')
            [CompletionResult]::new('--key', '--key', [CompletionResultType]::ParameterName, '`upn,reference`: gives the plans of a SEN2 export their case numbers; used in memory and discarded')
            [CompletionResult]::new('--settings', '--settings', [CompletionResultType]::ParameterName, '`urn,name,type`: the kinds of settings')
            [CompletionResult]::new('--passphrase-file', '--passphrase-file', [CompletionResultType]::ParameterName, 'A file that holds the passphrase (UTF-8; one line break at its end is removed)')
            [CompletionResult]::new('--as', '--as', [CompletionResultType]::ParameterName, 'Who acts, for the log')
            [CompletionResult]::new('--skip-rejected', '--skip-rejected', [CompletionResultType]::ParameterName, 'Take the rest although rows are rejected')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Say what would happen and write nothing')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print one JSON document on standard output, and nothing else there')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'golden-thread;import-advice' {
            [CompletionResult]::new('--passphrase-file', '--passphrase-file', [CompletionResultType]::ParameterName, 'A file that holds the passphrase (UTF-8; one line break at its end is removed)')
            [CompletionResult]::new('--as', '--as', [CompletionResultType]::ParameterName, 'Who acts, for the log')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print one JSON document on standard output, and nothing else there')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'golden-thread;people' {
            [CompletionResult]::new('--passphrase-file', '--passphrase-file', [CompletionResultType]::ParameterName, 'A file that holds the passphrase (UTF-8; one line break at its end is removed)')
            [CompletionResult]::new('--as', '--as', [CompletionResultType]::ParameterName, 'Who acts, for the log')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print one JSON document on standard output, and nothing else there')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('import', 'import', [CompletionResultType]::ParameterValue, 'Add people from a CSV, or bring their facts up to date by name')
            [CompletionResult]::new('export', 'export', [CompletionResultType]::ParameterValue, 'Write the panel as a CSV that `import` reads back')
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'List the panel')
            break
        }
        'golden-thread;people;import' {
            [CompletionResult]::new('--passphrase-file', '--passphrase-file', [CompletionResultType]::ParameterName, 'A file that holds the passphrase (UTF-8; one line break at its end is removed)')
            [CompletionResult]::new('--as', '--as', [CompletionResultType]::ParameterName, 'Who acts, for the log')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print one JSON document on standard output, and nothing else there')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'golden-thread;people;export' {
            [CompletionResult]::new('--passphrase-file', '--passphrase-file', [CompletionResultType]::ParameterName, 'A file that holds the passphrase (UTF-8; one line break at its end is removed)')
            [CompletionResult]::new('--as', '--as', [CompletionResultType]::ParameterName, 'Who acts, for the log')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print one JSON document on standard output, and nothing else there')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'golden-thread;people;list' {
            [CompletionResult]::new('--passphrase-file', '--passphrase-file', [CompletionResultType]::ParameterName, 'A file that holds the passphrase (UTF-8; one line break at its end is removed)')
            [CompletionResult]::new('--as', '--as', [CompletionResultType]::ParameterName, 'Who acts, for the log')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print one JSON document on standard output, and nothing else there')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'golden-thread;tool' {
            [CompletionResult]::new('--passphrase-file', '--passphrase-file', [CompletionResultType]::ParameterName, 'A file that holds the passphrase (UTF-8; one line break at its end is removed)')
            [CompletionResult]::new('--as', '--as', [CompletionResultType]::ParameterName, 'Who acts, for the log')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print one JSON document on standard output, and nothing else there')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'List all versions')
            [CompletionResult]::new('import', 'import', [CompletionResultType]::ParameterValue, 'Publish a tool from a file')
            [CompletionResult]::new('export', 'export', [CompletionResultType]::ParameterValue, 'Write a tool as a file')
            break
        }
        'golden-thread;tool;list' {
            [CompletionResult]::new('--passphrase-file', '--passphrase-file', [CompletionResultType]::ParameterName, 'A file that holds the passphrase (UTF-8; one line break at its end is removed)')
            [CompletionResult]::new('--as', '--as', [CompletionResultType]::ParameterName, 'Who acts, for the log')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print one JSON document on standard output, and nothing else there')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'golden-thread;tool;import' {
            [CompletionResult]::new('--passphrase-file', '--passphrase-file', [CompletionResultType]::ParameterName, 'A file that holds the passphrase (UTF-8; one line break at its end is removed)')
            [CompletionResult]::new('--as', '--as', [CompletionResultType]::ParameterName, 'Who acts, for the log')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print one JSON document on standard output, and nothing else there')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'golden-thread;tool;export' {
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Its version; left out: the newest')
            [CompletionResult]::new('--passphrase-file', '--passphrase-file', [CompletionResultType]::ParameterName, 'A file that holds the passphrase (UTF-8; one line break at its end is removed)')
            [CompletionResult]::new('--as', '--as', [CompletionResultType]::ParameterName, 'Who acts, for the log')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print one JSON document on standard output, and nothing else there')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'golden-thread;round' {
            [CompletionResult]::new('--passphrase-file', '--passphrase-file', [CompletionResultType]::ParameterName, 'A file that holds the passphrase (UTF-8; one line break at its end is removed)')
            [CompletionResult]::new('--as', '--as', [CompletionResultType]::ParameterName, 'Who acts, for the log')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print one JSON document on standard output, and nothing else there')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('new', 'new', [CompletionResultType]::ParameterValue, 'Make a round')
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'List the rounds, newest first')
            [CompletionResult]::new('import', 'import', [CompletionResultType]::ParameterValue, 'Take in a round written by export --format json: its tool, sample, score sheets, agreed answers, findings')
            [CompletionResult]::new('close', 'close', [CompletionResultType]::ParameterValue, 'Close a round')
            break
        }
        'golden-thread;round;new' {
            [CompletionResult]::new('--title', '--title', [CompletionResultType]::ParameterName, 'Its title')
            [CompletionResult]::new('--tool', '--tool', [CompletionResultType]::ParameterName, 'Code of the audit tool; the newest version is taken')
            [CompletionResult]::new('--depth', '--depth', [CompletionResultType]::ParameterName, 'How much is asked')
            [CompletionResult]::new('--evidence', '--evidence', [CompletionResultType]::ParameterName, 'What the panel holds')
            [CompletionResult]::new('--purpose', '--purpose', [CompletionResultType]::ParameterName, 'Why these plans')
            [CompletionResult]::new('--passphrase-file', '--passphrase-file', [CompletionResultType]::ParameterName, 'A file that holds the passphrase (UTF-8; one line break at its end is removed)')
            [CompletionResult]::new('--as', '--as', [CompletionResultType]::ParameterName, 'Who acts, for the log')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print one JSON document on standard output, and nothing else there')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'golden-thread;round;list' {
            [CompletionResult]::new('--passphrase-file', '--passphrase-file', [CompletionResultType]::ParameterName, 'A file that holds the passphrase (UTF-8; one line break at its end is removed)')
            [CompletionResult]::new('--as', '--as', [CompletionResultType]::ParameterName, 'Who acts, for the log')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print one JSON document on standard output, and nothing else there')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'golden-thread;round;import' {
            [CompletionResult]::new('--title', '--title', [CompletionResultType]::ParameterName, 'Another title than its own')
            [CompletionResult]::new('--passphrase-file', '--passphrase-file', [CompletionResultType]::ParameterName, 'A file that holds the passphrase (UTF-8; one line break at its end is removed)')
            [CompletionResult]::new('--as', '--as', [CompletionResultType]::ParameterName, 'Who acts, for the log')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print one JSON document on standard output, and nothing else there')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'golden-thread;round;close' {
            [CompletionResult]::new('--round', '--round', [CompletionResultType]::ParameterName, 'Title or id of the round; left out: the newest')
            [CompletionResult]::new('--passphrase-file', '--passphrase-file', [CompletionResultType]::ParameterName, 'A file that holds the passphrase (UTF-8; one line break at its end is removed)')
            [CompletionResult]::new('--as', '--as', [CompletionResultType]::ParameterName, 'Who acts, for the log')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print one JSON document on standard output, and nothing else there')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'golden-thread;sample' {
            [CompletionResult]::new('--round', '--round', [CompletionResultType]::ParameterName, 'Title or id of the round; left out: the newest')
            [CompletionResult]::new('--size', '--size', [CompletionResultType]::ParameterName, 'Plans to draw')
            [CompletionResult]::new('--seed', '--seed', [CompletionResultType]::ParameterName, 'The seed: the same seed draws the same plans')
            [CompletionResult]::new('--stratify', '--stratify', [CompletionResultType]::ParameterName, 'Facts to stratify by, such as `phase,primary_need`; `service` where advice is read')
            [CompletionResult]::new('--min-per-stratum', '--min-per-stratum', [CompletionResultType]::ParameterName, 'At least so many plans from each stratum')
            [CompletionResult]::new('--issued-since', '--issued-since', [CompletionResultType]::ParameterName, 'Only plans first issued on or after this day')
            [CompletionResult]::new('--exclude-last-rounds', '--exclude-last-rounds', [CompletionResultType]::ParameterName, 'Leave out plans sampled in so many earlier rounds')
            [CompletionResult]::new('--reserves', '--reserves', [CompletionResultType]::ParameterName, 'Reserves to draw at the same time')
            [CompletionResult]::new('--add', '--add', [CompletionResultType]::ParameterName, 'Add plans to a drawn sample in the same order')
            [CompletionResult]::new('--passphrase-file', '--passphrase-file', [CompletionResultType]::ParameterName, 'A file that holds the passphrase (UTF-8; one line break at its end is removed)')
            [CompletionResult]::new('--as', '--as', [CompletionResultType]::ParameterName, 'Who acts, for the log')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print one JSON document on standard output, and nothing else there')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'golden-thread;withdraw' {
            [CompletionResult]::new('--round', '--round', [CompletionResultType]::ParameterName, 'Title or id of the round; left out: the newest')
            [CompletionResult]::new('--plan', '--plan', [CompletionResultType]::ParameterName, 'Reference of the plan')
            [CompletionResult]::new('--reason', '--reason', [CompletionResultType]::ParameterName, 'Why')
            [CompletionResult]::new('--passphrase-file', '--passphrase-file', [CompletionResultType]::ParameterName, 'A file that holds the passphrase (UTF-8; one line break at its end is removed)')
            [CompletionResult]::new('--as', '--as', [CompletionResultType]::ParameterName, 'Who acts, for the log')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print one JSON document on standard output, and nothing else there')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'golden-thread;allocate' {
            [CompletionResult]::new('--round', '--round', [CompletionResultType]::ParameterName, 'Title or id of the round; left out: the newest')
            [CompletionResult]::new('--per-plan', '--per-plan', [CompletionResultType]::ParameterName, 'Members on each plan')
            [CompletionResult]::new('--passphrase-file', '--passphrase-file', [CompletionResultType]::ParameterName, 'A file that holds the passphrase (UTF-8; one line break at its end is removed)')
            [CompletionResult]::new('--as', '--as', [CompletionResultType]::ParameterName, 'Who acts, for the log')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print one JSON document on standard output, and nothing else there')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'golden-thread;answers' {
            [CompletionResult]::new('--passphrase-file', '--passphrase-file', [CompletionResultType]::ParameterName, 'A file that holds the passphrase (UTF-8; one line break at its end is removed)')
            [CompletionResult]::new('--as', '--as', [CompletionResultType]::ParameterName, 'Who acts, for the log')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print one JSON document on standard output, and nothing else there')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('import', 'import', [CompletionResultType]::ParameterValue, 'Take in score sheets, all or nothing')
            [CompletionResult]::new('stream', 'stream', [CompletionResultType]::ParameterValue, 'Save answers one by one from standard input: `plan,criterion,answer` lines')
            break
        }
        'golden-thread;answers;import' {
            [CompletionResult]::new('--round', '--round', [CompletionResultType]::ParameterName, 'Title or id of the round; left out: the newest')
            [CompletionResult]::new('--passphrase-file', '--passphrase-file', [CompletionResultType]::ParameterName, 'A file that holds the passphrase (UTF-8; one line break at its end is removed)')
            [CompletionResult]::new('--as', '--as', [CompletionResultType]::ParameterName, 'Who acts, for the log')
            [CompletionResult]::new('--submit', '--submit', [CompletionResultType]::ParameterName, 'Hand in the sheets the file has rows for')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print one JSON document on standard output, and nothing else there')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'golden-thread;answers;stream' {
            [CompletionResult]::new('--round', '--round', [CompletionResultType]::ParameterName, 'Title or id of the round; left out: the newest')
            [CompletionResult]::new('--passphrase-file', '--passphrase-file', [CompletionResultType]::ParameterName, 'A file that holds the passphrase (UTF-8; one line break at its end is removed)')
            [CompletionResult]::new('--as', '--as', [CompletionResultType]::ParameterName, 'Who acts, for the log')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print one JSON document on standard output, and nothing else there')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'golden-thread;agree' {
            [CompletionResult]::new('--round', '--round', [CompletionResultType]::ParameterName, 'Title or id of the round; left out: the newest')
            [CompletionResult]::new('--import', '--import', [CompletionResultType]::ParameterName, 'From a file: `plan,criterion,answer,reason`, or a round written by `export --format json`')
            [CompletionResult]::new('--passphrase-file', '--passphrase-file', [CompletionResultType]::ParameterName, 'A file that holds the passphrase (UTF-8; one line break at its end is removed)')
            [CompletionResult]::new('--as', '--as', [CompletionResultType]::ParameterName, 'Who acts, for the log')
            [CompletionResult]::new('--unanimous', '--unanimous', [CompletionResultType]::ParameterName, 'Where all sheets say the same')
            [CompletionResult]::new('--by-rule', '--by-rule', [CompletionResultType]::ParameterName, 'The splits that triage leaves to the rule: the lead agency''s answer, else the lower')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print one JSON document on standard output, and nothing else there')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'golden-thread;pack' {
            [CompletionResult]::new('--round', '--round', [CompletionResultType]::ParameterName, 'Title or id of the round; left out: the newest')
            [CompletionResult]::new('--out', '--out', [CompletionResultType]::ParameterName, 'The folder to write the packs to')
            [CompletionResult]::new('--passphrases-out', '--passphrases-out', [CompletionResultType]::ParameterName, 'Write `member,file,passphrase` here: each pack has a fresh passphrase, also kept in the audit file')
            [CompletionResult]::new('--member', '--member', [CompletionResultType]::ParameterName, 'Only this member''s pack')
            [CompletionResult]::new('--pack-passphrase-file', '--pack-passphrase-file', [CompletionResultType]::ParameterName, 'A file that holds the passphrase of the one pack')
            [CompletionResult]::new('--passphrase-file', '--passphrase-file', [CompletionResultType]::ParameterName, 'A file that holds the passphrase (UTF-8; one line break at its end is removed)')
            [CompletionResult]::new('--as', '--as', [CompletionResultType]::ParameterName, 'Who acts, for the log')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print one JSON document on standard output, and nothing else there')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'golden-thread;merge' {
            [CompletionResult]::new('--passphrase-file', '--passphrase-file', [CompletionResultType]::ParameterName, 'A file that holds the passphrase (UTF-8; one line break at its end is removed)')
            [CompletionResult]::new('--as', '--as', [CompletionResultType]::ParameterName, 'Who acts, for the log')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print one JSON document on standard output, and nothing else there')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'golden-thread;stats' {
            [CompletionResult]::new('--round', '--round', [CompletionResultType]::ParameterName, 'Title or id of the round; left out: the newest')
            [CompletionResult]::new('--passphrase-file', '--passphrase-file', [CompletionResultType]::ParameterName, 'A file that holds the passphrase (UTF-8; one line break at its end is removed)')
            [CompletionResult]::new('--as', '--as', [CompletionResultType]::ParameterName, 'Who acts, for the log')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print one JSON document on standard output, and nothing else there')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'golden-thread;report' {
            [CompletionResult]::new('--round', '--round', [CompletionResultType]::ParameterName, 'Title or id of the round; left out: the newest')
            [CompletionResult]::new('--kind', '--kind', [CompletionResultType]::ParameterName, 'Which report: summary, board, health, social-care, plan, agreement, learning or record')
            [CompletionResult]::new('--plan', '--plan', [CompletionResultType]::ParameterName, 'The plan: for plan feedback, or the record of one plan')
            [CompletionResult]::new('--out', '--out', [CompletionResultType]::ParameterName, 'Where to write the PDF')
            [CompletionResult]::new('--passphrase-file', '--passphrase-file', [CompletionResultType]::ParameterName, 'A file that holds the passphrase (UTF-8; one line break at its end is removed)')
            [CompletionResult]::new('--as', '--as', [CompletionResultType]::ParameterName, 'Who acts, for the log')
            [CompletionResult]::new('--all-plans', '--all-plans', [CompletionResultType]::ParameterName, 'Feedback on every plan that is fully agreed; OUT is a folder')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print one JSON document on standard output, and nothing else there')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'golden-thread;export' {
            [CompletionResult]::new('--round', '--round', [CompletionResultType]::ParameterName, 'Title or id of the round; left out: the newest')
            [CompletionResult]::new('--plan', '--plan', [CompletionResultType]::ParameterName, 'Only this plan')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'The form')
            [CompletionResult]::new('--out', '--out', [CompletionResultType]::ParameterName, 'Where to write it')
            [CompletionResult]::new('--passphrase-file', '--passphrase-file', [CompletionResultType]::ParameterName, 'A file that holds the passphrase (UTF-8; one line break at its end is removed)')
            [CompletionResult]::new('--as', '--as', [CompletionResultType]::ParameterName, 'Who acts, for the log')
            [CompletionResult]::new('--letters', '--letters', [CompletionResultType]::ParameterName, 'Members as A, B, C instead of names')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print one JSON document on standard output, and nothing else there')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'golden-thread;measures' {
            [CompletionResult]::new('--passphrase-file', '--passphrase-file', [CompletionResultType]::ParameterName, 'A file that holds the passphrase (UTF-8; one line break at its end is removed)')
            [CompletionResult]::new('--as', '--as', [CompletionResultType]::ParameterName, 'Who acts, for the log')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print one JSON document on standard output, and nothing else there')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('import', 'import', [CompletionResultType]::ParameterValue, 'Take figures in from a CSV; those that are there already change nothing')
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'List all figures')
            break
        }
        'golden-thread;measures;import' {
            [CompletionResult]::new('--passphrase-file', '--passphrase-file', [CompletionResultType]::ParameterName, 'A file that holds the passphrase (UTF-8; one line break at its end is removed)')
            [CompletionResult]::new('--as', '--as', [CompletionResultType]::ParameterName, 'Who acts, for the log')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print one JSON document on standard output, and nothing else there')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'golden-thread;measures;list' {
            [CompletionResult]::new('--passphrase-file', '--passphrase-file', [CompletionResultType]::ParameterName, 'A file that holds the passphrase (UTF-8; one line break at its end is removed)')
            [CompletionResult]::new('--as', '--as', [CompletionResultType]::ParameterName, 'Who acts, for the log')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print one JSON document on standard output, and nothing else there')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'golden-thread;actions' {
            [CompletionResult]::new('--passphrase-file', '--passphrase-file', [CompletionResultType]::ParameterName, 'A file that holds the passphrase (UTF-8; one line break at its end is removed)')
            [CompletionResult]::new('--as', '--as', [CompletionResultType]::ParameterName, 'Who acts, for the log')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print one JSON document on standard output, and nothing else there')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'List them, those due first before the others')
            [CompletionResult]::new('import', 'import', [CompletionResultType]::ParameterValue, 'Take them in from a CSV; the same act by the same owner is brought up to date')
            [CompletionResult]::new('export', 'export', [CompletionResultType]::ParameterValue, 'Write them as a CSV')
            break
        }
        'golden-thread;actions;list' {
            [CompletionResult]::new('--passphrase-file', '--passphrase-file', [CompletionResultType]::ParameterName, 'A file that holds the passphrase (UTF-8; one line break at its end is removed)')
            [CompletionResult]::new('--as', '--as', [CompletionResultType]::ParameterName, 'Who acts, for the log')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print one JSON document on standard output, and nothing else there')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'golden-thread;actions;import' {
            [CompletionResult]::new('--passphrase-file', '--passphrase-file', [CompletionResultType]::ParameterName, 'A file that holds the passphrase (UTF-8; one line break at its end is removed)')
            [CompletionResult]::new('--as', '--as', [CompletionResultType]::ParameterName, 'Who acts, for the log')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print one JSON document on standard output, and nothing else there')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'golden-thread;actions;export' {
            [CompletionResult]::new('--out', '--out', [CompletionResultType]::ParameterName, 'The same, by name')
            [CompletionResult]::new('--passphrase-file', '--passphrase-file', [CompletionResultType]::ParameterName, 'A file that holds the passphrase (UTF-8; one line break at its end is removed)')
            [CompletionResult]::new('--as', '--as', [CompletionResultType]::ParameterName, 'Who acts, for the log')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print one JSON document on standard output, and nothing else there')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'golden-thread;bench-data' {
            [CompletionResult]::new('--plans', '--plans', [CompletionResultType]::ParameterName, 'Plans of the cohort')
            [CompletionResult]::new('--rounds', '--rounds', [CompletionResultType]::ParameterName, 'Rounds; the newest at full depth, the others at core')
            [CompletionResult]::new('--sampled', '--sampled', [CompletionResultType]::ParameterName, 'Plans in the sample of each round')
            [CompletionResult]::new('--members', '--members', [CompletionResultType]::ParameterName, 'Members who read each plan')
            [CompletionResult]::new('--seed', '--seed', [CompletionResultType]::ParameterName, 'Seed of the draws and of the answers')
            [CompletionResult]::new('--passphrase-file', '--passphrase-file', [CompletionResultType]::ParameterName, 'A file that holds the passphrase (UTF-8; one line break at its end is removed)')
            [CompletionResult]::new('--as', '--as', [CompletionResultType]::ParameterName, 'Who acts, for the log')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print one JSON document on standard output, and nothing else there')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'golden-thread;erase' {
            [CompletionResult]::new('--round', '--round', [CompletionResultType]::ParameterName, 'This round, by title or id')
            [CompletionResult]::new('--plan', '--plan', [CompletionResultType]::ParameterName, 'This plan, by reference: from the cohort and every round')
            [CompletionResult]::new('--reason', '--reason', [CompletionResultType]::ParameterName, 'Why')
            [CompletionResult]::new('--certificate', '--certificate', [CompletionResultType]::ParameterName, 'Where the certificate goes, a PDF; must not exist')
            [CompletionResult]::new('--passphrase-file', '--passphrase-file', [CompletionResultType]::ParameterName, 'A file that holds the passphrase (UTF-8; one line break at its end is removed)')
            [CompletionResult]::new('--as', '--as', [CompletionResultType]::ParameterName, 'Who acts, for the log')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print one JSON document on standard output, and nothing else there')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'golden-thread;backup' {
            [CompletionResult]::new('--out', '--out', [CompletionResultType]::ParameterName, 'Where the copy goes; must not exist')
            [CompletionResult]::new('--passphrase-file', '--passphrase-file', [CompletionResultType]::ParameterName, 'A file that holds the passphrase (UTF-8; one line break at its end is removed)')
            [CompletionResult]::new('--as', '--as', [CompletionResultType]::ParameterName, 'Who acts, for the log')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print one JSON document on standard output, and nothing else there')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'golden-thread;check' {
            [CompletionResult]::new('--passphrase-file', '--passphrase-file', [CompletionResultType]::ParameterName, 'A file that holds the passphrase (UTF-8; one line break at its end is removed)')
            [CompletionResult]::new('--as', '--as', [CompletionResultType]::ParameterName, 'Who acts, for the log')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print one JSON document on standard output, and nothing else there')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'golden-thread;history' {
            [CompletionResult]::new('--passphrase-file', '--passphrase-file', [CompletionResultType]::ParameterName, 'A file that holds the passphrase (UTF-8; one line break at its end is removed)')
            [CompletionResult]::new('--as', '--as', [CompletionResultType]::ParameterName, 'Who acts, for the log')
            [CompletionResult]::new('--verify', '--verify', [CompletionResultType]::ParameterName, 'Verify the chain and the digest of the content too')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print one JSON document on standard output, and nothing else there')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
    })

    $completions.Where{ $_.CompletionText -like "$wordToComplete*" } |
        Sort-Object -Property ListItemText
}
