namespace Homelab.Domain.Tests.Shutdown;

/// <summary>When a UPS is critical: upsmon(8) and upsmon.conf(5) of NUT 2.8, rule by rule, in virtual time against the shipped desk, engine and agents.</summary>
public sealed class NutRules
{
    /// <param name="Differs">Why ours is deliberately not NUT's; empty where it is.</param>
    public sealed record Rule(string Name, string Script, string Differs = "")
    {
        public override string ToString() => Name;
    }

    public static readonly Rule[] Table =
    [
        new("FSD beside OB is critical", """
            10 u status FSD OB
            14 u is ForcedShutdown
            14 first 10 13
            200 stops web db nas hub
            """),
        new("FSD beside OL is critical when it is set while we look", """
            10 u status FSD OL
            14 u is ForcedShutdown
            14 first 10 13
            200 stops web db nas hub
            """),
        new("FSD beside OL at first contact is critical", """
            5 coordinator stop
            6 u status FSD OL
            8 coordinator start
            60 u is OnLine
            60 u tells it is left over and no trigger
            300 stops
            300 u status FSD OB DISCHRG
            320 first 300 304
            500 stops web db nas hub
            """, "P14: found beside OL at first contact it is a latch left over from before, and would stop the lab at each start; beside OB it triggers"),
        new("FSD latches: the sequence goes on when the mains come back meanwhile", """
            10 u status FSD OB LB
            25 u status FSD OL
            30 u is ForcedShutdown
            200 stops web db nas hub
            """),
        new("OB and LB together are critical", """
            10 u status OB DISCHRG
            60 u status OB DISCHRG LB
            65 u is LowBattery
            65 first 60 63
            200 stops web db nas hub
            """),
        new("OB and LB together are critical at once (OBLBDURATION 0)", """
            10 u status OB DISCHRG LB
            12 u is OnBattery
            12 u tells this is suspect
            12 stops
            20 u is LowBattery
            20 first 13 17
            200 stops web db nas hub
            """, "within 10 s of the transfer at a high charge LB must stand in four readings: many UPSes say it while the voltage sags"),
        new("OB and LB at a low charge are critical at once", """
            5 u used 2400
            10 u status OB DISCHRG LB
            14 u is LowBattery
            14 first 10 13
            """),
        new("OB and LB beside CAL are not critical", """
            10 u status OB LB CAL
            300 u is OnLine
            300 stops
            """),
        new("LB beside OL is not critical", """
            10 u status OL LB
            300 u is OnLine
            300 stops
            """),
        new("OB alone is not critical", """
            10 u status OB DISCHRG
            300 u is OnBattery
            300 stops
            """),
        new("a lost UPS whose last state was OB is taken for LB after DEADTIME", """
            trigger contact_lost=15
            10 u status OB DISCHRG
            20 u lost
            32 stops
            40 first 34 38
            200 stops web db nas hub
            """),
        new("a lost UPS whose last state was OB is taken for LB after DEADTIME, without being asked to", """
            10 u status OB DISCHRG
            20 u lost
            60 u is OnBattery
            60 u has left 3545 3555
            300 stops
            """, "unless `contact_lost` is set the known runtime counts down (P6): the coordinator may have lost upsd and not the power"),
        new("contact lost on line is not critical", """
            10 u lost
            15 u is OnLine
            600 u is Unknown
            600 stops
            """),
        new("a UPS never heard from is not critical", """
            2 u lost
            3 coordinator stop
            4 coordinator start
            600 u is Unknown
            600 u tells never heard from
            600 stops
            """),
        new("contact lost while it calibrates is critical at once, without DEADTIME", """
            runtime 400
            10 u status OL CAL DISCHRG
            20 u lost
            22 u is OnBattery
            60 stops
            400 stops web db nas hub
            """, "it is on battery at once and leases flow, but the plan counts down first: a blip of contact must not stop a lab that is on line (I3)"),
        new("contact lost in bypass is critical at once, without DEADTIME", """
            runtime 400
            10 u status BYPASS
            20 u lost
            22 u is OnBattery
            24 u heard
            25 u is OnLine
            400 stops
            """, "as while it calibrates; the first word of the UPS ends it"),
        new("contact lost while it is off is critical at once, without DEADTIME", """
            runtime 400
            10 u status OFF
            20 u lost
            22 u is OnBattery
            400 stops web db nas hub
            """, "as while it calibrates"),
        new("OFF for longer than OFFDURATION is critical", """
            10 u status OFF
            600 u tells outlets are off
            600 stops
            """, "a lab that still runs proves the UPS wrong, and one that does not needs no order"),
        new("overload alone is never critical (OVERDURATION -1)", """
            10 u status OL OVER
            60 u status OB OVER
            60 u say ups.load 130
            300 stops
            """),
        new("a bare ALARM, TRIM, BOOST or an unknown word is not critical", """
            10 u status ALARM
            60 u status TRIM
            120 u status BOOST
            180 u status OL ECO HE FANCY
            240 u status
            600 stops
            """),
        new("a host goes down when too few of its feeds are not critical (MINSUPPLIES)", """
            10 u status OB DISCHRG
            40 u status OB LB
            41 v status OL
            200 stops db nas hub
            """),
        new("a host goes down when all its feeds are critical", """
            10 u status OB DISCHRG
            12 v status OB DISCHRG
            40 u status OB LB
            50 stops
            60 v status OB LB
            64 first 60 63
            250 stops web db nas hub
            """),
        new("CAL cancels the LB that is assumed after DEADTIME", """
            10 u status OB CAL
            20 u lost
            60 u is OnBattery
            300 stops
            """),
        new("a secondary waits up to HOSTSYNC for FSD and then acts alone", """
            agents read
            5 coordinator stop
            10 u status OB DISCHRG
            60 u status OB LB
            64 first 60 63
            250 stops web db nas hub
            250 web off before db
            250 db off before nas
            """, "nobody waits for the word of a primary: an agent that is alone acts at LB by its own reading, after the stops that come before its own (its place in the order)"),
        new("a host that needs several supplies goes down when their sum falls below MINSUPPLIES", """
            10 v status OB DISCHRG
            40 v status OB LB
            300 stops
            """, "there are no power values: any one of its feeds keeps a node alive, and a host that needs two supplies at once names only the feed that it cannot do without"),
        new("a UPS that feeds two supplies counts twice (a power value above one)", """
            5 v status OL
            10 u status OB DISCHRG
            40 u status OB LB
            45 first 40 43
            300 stops db nas hub
            """, "a feed is named once however many supplies of a node it feeds: web lives on v, which its other supplies hang on"),
        new("a UPS with power value zero takes nobody down", """
            10 v status OB DISCHRG
            40 v status FSD OB LB
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
            """, "no fixed time: what is urgent begins with the next beat, and what is not waits for its latest start"),
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
            425 u status OL CHRG
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

    public static TheoryData<string> Names => [.. Table.Select(rule => rule.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Holds(string name)
    {
        var rule = Table.Single(rule => rule.Name == name);
        Assert.True(UpsScript.Play(rule.Script) is [], $"{name}{(rule.Differs.Length > 0 ? $" (differs: {rule.Differs})" : "")}:\n{string.Join('\n', UpsScript.Play(rule.Script))}");
    }

    [Fact]
    public void Every_difference_says_why() => Assert.All(Table.Where(rule => rule.Differs.Length > 0), rule => Assert.True(rule.Differs.Length > 20, rule.Name));
}
