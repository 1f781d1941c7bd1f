namespace Homelab.Domain.Tests.Shutdown;

public sealed partial class NutRules
{
    /// <summary>When a UPS is critical, and when a host goes down by that.</summary>
    private static readonly Rule[] s_critical =
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
            """, "ADR 0050: within 10 s of the transfer at a high charge LB must stand in four readings: many UPSes say it while the voltage sags"),
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
            """, "P6: unless `contact_lost` is set the known runtime counts down: the coordinator may have lost upsd and not the power"),
        new("contact lost on line is not critical", """
            trigger contact_lost=15
            10 u lost
            15 u is OnLine
            600 u is Unknown
            600 stops
            """),
        new("a UPS never heard from is not critical", """
            trigger contact_lost=15
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
            """, "I3: it is on battery at once and leases flow, but the plan counts down first: a blip of contact must not stop a lab that is on line"),
        new("contact lost in bypass is critical at once, without DEADTIME", """
            runtime 400
            10 u status BYPASS
            20 u lost
            22 u is OnBattery
            24 u heard
            25 u is OnLine
            400 stops
            """, "I3, as while it calibrates; the first word of the UPS ends it"),
        new("contact lost while it is off is critical at once, without DEADTIME", """
            runtime 400
            10 u status OFF
            20 u lost
            22 u is OnBattery
            400 stops web db nas hub
            """, "I3, as while it calibrates"),
        new("OFF for longer than OFFDURATION is critical", """
            10 u status OFF
            600 u tells outlets are off
            600 u is Unknown
            600 stops
            """, "ADR 0050: a lab that still runs proves the UPS wrong, and one that does not needs no order"),
        new("overload alone is never critical (OVERDURATION -1)", """
            10 u status OL OVER
            60 u status OB OVER
            60 u say ups.load 130
            300 stops
            """),
        new("a bare ALARM, TRIM, BOOST or an unknown word is not critical", """
            10 u status ALARM
            50 u is Unknown
            60 u status TRIM
            110 u is Unknown
            120 u status BOOST
            170 u is Unknown
            180 u status OL ECO HE FANCY
            230 u is OnLine
            240 u status
            600 u is Unknown
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
        new("contact lost while it calibrates on battery is critical at once, whatever DEADTIME says", """
            trigger contact_lost=15
            10 u status OB CAL
            20 u lost
            22 u is OnBattery
            30 stops
            40 first 34 38
            200 stops web db nas hub
            """, "I3: on battery at once, and as silent as any other UPS that was: who sets `contact_lost` says how long that may last, and CAL does not lengthen it"),
    ];
}
