<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>SpendingSums</name>
    <message numerus="yes">
        <source>Sum of %1 buckets</source>
        <translation>
            <numerusform>Sum of %1 bucket</numerusform>
            <numerusform>Sum of %1 buckets</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ConsoleStatusBar</name>
    <message numerus="yes">
        <source>%n jobs running</source>
        <translation>
            <numerusform>%n job running</numerusform>
            <numerusform>%n jobs running</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n jobs finished</source>
        <translation>
            <numerusform>%n job finished</numerusform>
            <numerusform>%n jobs finished</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>DemoDialog</name>
    <message numerus="yes">
        <source>Moved back by %n days</source>
        <translation>
            <numerusform>Moved back by %n day</numerusform>
            <numerusform>Moved back by %n days</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Moved forward by %n days</source>
        <translation>
            <numerusform>Moved forward by %n day</numerusform>
            <numerusform>Moved forward by %n days</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Attention</name>
    <message numerus="yes">
        <source>%1 calls failed now</source>
        <translation>
            <numerusform>%1 call failed now</numerusform>
            <numerusform>%1 calls failed now</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 requests in the period before</source>
        <translation>
            <numerusform>%1 request in the period before</numerusform>
            <numerusform>%1 requests in the period before</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>UsageText</name>
    <message numerus="yes">
        <source>%1 and %n requests without a price</source>
        <translation>
            <numerusform>%1 and %n request without a price</numerusform>
            <numerusform>%1 and %n requests without a price</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Workspace</name>
    <message numerus="yes">
        <source>%n committed transactions are missing from this workspace. Restore a backup, or import the sources again.</source>
        <translation>
            <numerusform>%n committed transaction is missing from this workspace. Restore a backup, or import the sources again.</numerusform>
            <numerusform>%n committed transactions are missing from this workspace. Restore a backup, or import the sources again.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ImportPanel</name>
    <message numerus="yes">
        <source> %1 reported sums stay beside it.</source>
        <translation>
            <numerusform> %1 reported sum stays beside it.</numerusform>
            <numerusform> %1 reported sums stay beside it.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source> %1 rows have no price.</source>
        <translation>
            <numerusform> %1 row has no price.</numerusform>
            <numerusform> %1 rows have no price.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Imported %n files</source>
        <translation>
            <numerusform>Imported %n file</numerusform>
            <numerusform>Imported %n files</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ImportRunner</name>
    <message numerus="yes">
        <source>%1 records read, %2 accepted</source>
        <translation>
            <numerusform>%1 record read, %2 accepted</numerusform>
            <numerusform>%1 records read, %2 accepted</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>WorkspaceMaker</name>
    <message numerus="yes">
        <source>%1 records from public traces</source>
        <translation>
            <numerusform>%1 record from public traces</numerusform>
            <numerusform>%1 records from public traces</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Cli</name>
    <message numerus="yes">
        <source>%1 rows</source>
        <translation>
            <numerusform>%1 row</numerusform>
            <numerusform>%1 rows</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 entries, each fits the one before. Keep this to prove later that none was removed: %2</source>
        <translation>
            <numerusform>%1 entry, and it is whole. Keep this to prove later that none was removed: %2</numerusform>
            <numerusform>%1 entries, each fits the one before. Keep this to prove later that none was removed: %2</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1: %2 records: %3 new, %4 known already, %5 revised, %6 rejected</source>
        <translation>
            <numerusform>%1: %2 record: %3 new, %4 known already, %5 revised, %6 rejected</numerusform>
            <numerusform>%1: %2 records: %3 new, %4 known already, %5 revised, %6 rejected</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1: %2 records, %3 USD, %4 unpriced; moved by %5 days</source>
        <translation>
            <numerusform>%1: %2 record, %3 USD, %4 unpriced; moved by %5 days</numerusform>
            <numerusform>%1: %2 records, %3 USD, %4 unpriced; moved by %5 days</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>FlagsQueries</name>
    <message numerus="yes">
        <source>%n users</source>
        <translation>
            <numerusform>%n user</numerusform>
            <numerusform>%n users</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>not %n users</source>
        <translation>
            <numerusform>not %n user</numerusform>
            <numerusform>not %n users</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>FlagsPage</name>
    <message numerus="yes">
        <source>%n flags</source>
        <translation>
            <numerusform>%n flag</numerusform>
            <numerusform>%n flags</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 of %n flags</source>
        <translation>
            <numerusform>%1 of %n flag</numerusform>
            <numerusform>%1 of %n flags</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n flags in all.</source>
        <translation>
            <numerusform>%n flag in all.</numerusform>
            <numerusform>%n flags in all.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n changes applied</source>
        <translation>
            <numerusform>%n change applied</numerusform>
            <numerusform>%n changes applied</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n changes scheduled</source>
        <translation>
            <numerusform>%n change scheduled</numerusform>
            <numerusform>%n changes scheduled</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n scheduled</source>
        <translation>
            <numerusform>%n scheduled</numerusform>
            <numerusform>%n scheduled</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>WorkspaceView</name>
    <message numerus="yes">
        <source>%n staged changes</source>
        <translation>
            <numerusform>%n staged change</numerusform>
            <numerusform>%n staged changes</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>StagedBar</name>
    <message numerus="yes">
        <source>%n staged changes</source>
        <translation>
            <numerusform>%n staged change</numerusform>
            <numerusform>%n staged changes</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>PhasesPage</name>
    <message numerus="yes">
        <source>%n conflicts between the calendars: %1.</source>
        <translation>
            <numerusform>%n conflict between the calendars: %1.</numerusform>
            <numerusform>%n conflicts between the calendars: %1.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>PhaseText</name>
    <message numerus="yes">
        <source>%n days</source>
        <translation>
            <numerusform>%n day</numerusform>
            <numerusform>%n days</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>PhasesQueries</name>
    <message numerus="yes">
        <source>Last one took %n seconds</source>
        <translation>
            <numerusform>Last one took %n second</numerusform>
            <numerusform>Last one took %n seconds</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>FlagReviews</name>
    <message numerus="yes">
        <source>New, not for %n users</source>
        <translation>
            <numerusform>New, not for %n user</numerusform>
            <numerusform>New, not for %n users</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>New for %n groups</source>
        <translation>
            <numerusform>New for %n group</numerusform>
            <numerusform>New for %n groups</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>New for %n users</source>
        <translation>
            <numerusform>New for %n user</numerusform>
            <numerusform>New for %n users</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ReviewPanel</name>
    <message numerus="yes">
        <source>Apply %n changes</source>
        <translation>
            <numerusform>Apply %n change</numerusform>
            <numerusform>Apply %n changes</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>LedgerJobs</name>
    <message numerus="yes">
        <source>%1 rows</source>
        <translation>
            <numerusform>%1 row</numerusform>
            <numerusform>%1 rows</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ModelNamesPage</name>
    <message numerus="yes">
        <source>%1 names wait</source>
        <translation>
            <numerusform>%1 name waits</numerusform>
            <numerusform>%1 names wait</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 rows</source>
        <translation>
            <numerusform>%1 row</numerusform>
            <numerusform>%1 rows</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ImportsPage</name>
    <message numerus="yes">
        <source>%1 rows</source>
        <translation>
            <numerusform>%1 row</numerusform>
            <numerusform>%1 rows</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>RepricingDialog</name>
    <message numerus="yes">
        <source>Reprice %n rows</source>
        <translation>
            <numerusform>Reprice %n row</numerusform>
            <numerusform>Reprice %n rows</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ImportPreviewDialog</name>
    <message numerus="yes">
        <source>%1 records</source>
        <translation>
            <numerusform>%1 record</numerusform>
            <numerusform>%1 records</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The first %1 records</source>
        <translation>
            <numerusform>The first %1 record</numerusform>
            <numerusform>The first %1 records</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 sums of calls go beside the ledger, for reconciliation.</source>
        <translation>
            <numerusform>%1 sum of calls goes beside the ledger, for reconciliation.</numerusform>
            <numerusform>%1 sums of calls go beside the ledger, for reconciliation.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 records have no time of their own.</source>
        <translation>
            <numerusform>%1 record has no time of its own.</numerusform>
            <numerusform>%1 records have no time of their own.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Import %n files</source>
        <translation>
            <numerusform>Import %n file</numerusform>
            <numerusform>Import %n files</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ReconciliationFigures</name>
    <message numerus="yes">
        <source>%1 lines</source>
        <translation>
            <numerusform>%1 line</numerusform>
            <numerusform>%1 lines</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ReconciliationPage</name>
    <message numerus="yes">
        <source>%1 lines</source>
        <translation>
            <numerusform>%1 line</numerusform>
            <numerusform>%1 lines</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 requests name no provider: compared with nobody.</source>
        <translation>
            <numerusform>%1 request names no provider: compared with nobody.</numerusform>
            <numerusform>%1 requests name no provider: compared with nobody.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 reported sums left out: other reports have the same calls, divided in another way.</source>
        <translation>
            <numerusform>%1 reported sum left out: another report has the same calls, divided in another way.</numerusform>
            <numerusform>%1 reported sums left out: other reports have the same calls, divided in another way.</numerusform>
        </translation>
    </message>
</context>
</TS>
