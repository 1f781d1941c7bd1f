namespace Homelab.Domain.Tests.Shutdown;

public sealed partial class NutRules
{
    /// <summary>What a primary and its secondaries do then.</summary>
    private static readonly Rule[] s_sequence =
    [
        new("a secondary waits up to HOSTSYNC for FSD and then acts alone", """
            agents read
            5 coordinator stop
            10 u status OB DISCHRG
            60 u status OB LB
            64 first 60 63
            250 stops web db nas hub
            250 web off before db
            250 db off before nas
            """, "P9: nobody waits for the word of a primary: an agent that is alone acts at LB by its own reading, after the stops that come before its own (its place in the order)"),
        new("a host that needs several supplies goes down when their sum falls below MINSUPPLIES", """
            10 v status OB DISCHRG
            40 v status OB LB
            300 stops
            """, "ADR 0050: there are no power values: any one of its feeds keeps a node alive, and a host that needs two supplies at once names only the feed that it cannot do without"),
        new("a UPS that feeds two supplies counts twice (a power value above one)", """
            5 v status OL
            10 u status OB DISCHRG
            40 u status OB LB
            45 first 40 43
            300 stops db nas hub
            """, "ADR 0050: a feed is named once however many supplies of a node it feeds: web lives on v, which its other supplies hang on"),
        new("a UPS with power value zero takes nobody down", """
            v feeds nobody
            10 v status OB DISCHRG
            40 v status FSD OB LB
            60 v is ForcedShutdown
            300 stops
            """),
        new("a primary waits for NUMLOGINS or HOSTSYNC before it acts", """
            5 u login 10.0.0.9
            10 u status OB DISCHRG
            60 u status OB LB
            63 u tells go their own way at LB or FSD: 10.0.0.9
            64 first 60 63
            """, "P16: foreign clients go down by themselves at LB or FSD whatever we plan, so nothing waits for them"),
        new("a primary waits FINALDELAY between its notice and its shutdown", """
            10 u status OB DISCHRG
            60 u status OB LB
            64 first 60 63
            """, "P19: no fixed time: what is urgent begins with the next beat, and what is not waits for its latest start"),
        new("a primary sets FSD, waits for the others, and the UPS is cut with return", """
            cut
            runtime 600
            10 u status OB DISCHRG
            400 u was told
            620 stops web db nas hub
            620 u was told fsd cut
            620 u outlets off
            620 dark
            """),
        new("the UPS is told to cut after the file systems are read-only", """
            cut
            runtime 600
            10 u status OB DISCHRG
            620 u was told fsd cut
            620 web off before cut
            620 db off before cut
            620 nas off before cut
            620 dark
            """, "P25: all others are truly off then; the host of the upsd goes in the delay of the cut, which is no shorter than its stop, since nobody could tell the UPS afterwards"),
        new("FSD latches: once it is set the UPS is cycled, even when the mains come back meanwhile", """
            cut
            runtime 600
            10 u status OB DISCHRG
            500 stops web db
            500 on nas hub
            500 u status OL CHRG
            900 u was told
            1500 u outlets on
            1500 dark
            1500 on web db nas hub
            """, "P24, P25: FSD comes last and not first, so mains that return before it spare the rest of the lab; who stopped by then starts again"),
        new("a host whose power never went reboots: the exit from the power race", """
            cut
            runtime 600
            5 u refuses
            10 u status OB DISCHRG
            540 u was told fsd cut
            560 on
            560 u status OL CHRG
            1500 u outlets on
            1500 dark
            1500 on web db nas hub
            """),
        new("a host whose power never went reboots, also where the UPS took the command", """
            cut
            runtime 600
            5 u loses cuts
            10 u status OB DISCHRG
            540 u was told fsd cut
            560 on
            560 u status OL CHRG
            1500 u outlets on
            1500 dark
            1500 on web db nas
            """, "P26: all others do; the coordinator's host powers off plainly where the UPS confirmed its cut, so one that confirms and never cuts leaves it off"),
        new("a POWERDOWNFLAG that survives makes every reboot cut the power", """
            cut
            runtime 600
            10 u status OB DISCHRG
            620 u was told fsd cut
            700 u status OL CHRG
            1500 on web db nas hub
            1600 u status OB DISCHRG
            1640 u status OL CHRG
            2400 u was told fsd cut
            2400 on web db nas hub
            """, "there is no flag: what a cut belongs to is one outage and one boot of the coordinator's host (P1)"),
    ];
}
