using System.Collections.Immutable;
using static Homelab.Domain.Lab.FindingSeverity;

namespace Homelab.Domain.Lab;

/// <summary>What can be wrong or doubtful with a lab as a whole. A number is never given to another mistake.</summary>
public static class LabCodes
{
    public static readonly FindingCode NeedsCycle = new("HL0301", Error, "services need each other in a circle",
        "Stops go against the needs and starts along them; in a circle there is neither a first nor a last.");

    public static readonly FindingCode SwitchCycle = new("HL0302", Error, "switches stand behind each other in a circle",
        "`behind` names the switch that leads towards the rest of the network, so that the path to a node is known.");

    public static readonly FindingCode NeedTooGreat = new("HL0303", Error, "more instances needed than there are",
        "`need` counts instances, and `on` names all of them.");

    public static readonly FindingCode NoInstance = new("HL0304", Error, "a service runs nowhere",
        "A service is planned by the nodes that hold its instances.");

    public static readonly FindingCode NoCoordinator = new("HL0305", Error, "no node runs the coordinator",
        "The coordinator's host stops last, so it has to be known.");

    public static readonly FindingCode SeveralCoordinators = new("HL0306", Error, "more than one node runs the coordinator",
        "Exactly one node stops last and decides until then.");

    public static readonly FindingCode CoordinatorNeedsManaged = new("HL0307", Error, "the coordinator's host needs something that is managed",
        "The coordinator's host stops last. What a service on it needs from another node would have to outlive it, and nobody would be left to stop that node.");

    public static readonly FindingCode CoordinatorDoesNotReturn = new("HL0308", Error, "the coordinator's host does not come back by itself",
        "Nobody else starts the lab again after an outage, so the coordinator's host has to start when power returns: a BIOS setting on a PC, and so from the factory on a Raspberry Pi.");

    public static readonly FindingCode BlindUndeclared = new("HL0309", Error, "the path to a node dies before the node",
        "A switch between the coordinator and the node loses power while the node runs on from its battery, so the node hears neither of the outage nor an order. "
        + "Whether it should then stay until its battery is empty or stop by itself depends on what it does, and has to be declared.");

    public static readonly FindingCode DuplicateMac = new("HL0310", Error, "two nodes have the same MAC address",
        "A Wake-on-LAN packet would start the other one.");

    public static readonly FindingCode FeedWithoutSource = new("HL0311", Error, "a feed is neither a UPS nor the mains",
        "A feed is read by NUT, or is the bare mains.");

    public static readonly FindingCode MainsWithBattery = new("HL0312", Error, "the bare mains have no battery, user or cut",
        "What hangs on the mains alone is off at once when they go; there is nothing to read or to tell.");

    public static readonly FindingCode CommandsNeedUser = new("HL0313", Error, "commands to the UPS need a user and a password",
        "upsd answers reads to everybody, and commands only to a user of its upsd.users with the right to them.");

    public static readonly FindingCode SameUpsTwice = new("HL0314", Error, "two feeds are the same UPS",
        "A node on both would be taken to survive the loss of one.");

    public static readonly FindingCode NameTakenTwice = new("HL0315", Error, "a node and an appliance have the same name",
        "Both stand side by side in plans and on the page.");

    public static readonly FindingCode ShedWithoutLimit = new("HL0316", Error, "a shed rule has no limit, or two",
        "A rule gives its tier up after a time on battery or below a charge. Two rules for one tier mean: whichever comes first.");

    public static readonly FindingCode ReadingsTooOld = new("HL0317", Error, "readings are too old before the next one",
        "A UPS is read every `poll`, and a reading older than `max_age` says nothing of now; between two reads the lab would not know what its feeds do.");

    public static readonly FindingCode SensorAddress = new("HL0318", Error, "a sensor at an address that its chip has not",
        "A chip answers at one of few addresses, which its pins select; at another one something else would be read in its name.");

    public static readonly FindingCode SensorShunt = new("HL0319", Error, "a current without the resistor that it is measured over",
        "Such a chip measures a voltage. Only with the resistance does it tell amps, and with a wrong one it tells wrong amps.");

    public static readonly FindingCode SensorSamePlace = new("HL0320", Error, "two sensors in one place",
        "One address of one bus is one chip.");

    public static readonly FindingCode OutletStartsNothing = new("HL0321", Error, "an outlet that does not start its node",
        "A node that starts when its outlet comes on has to be without power before that: it hangs on that UPS alone, and somebody else can tell the UPS.");

    public static readonly FindingCode OutletTwice = new("HL0322", Error, "two nodes are started by one outlet",
        "The outlet goes off and on again to start one of them, and the other one loses its power while it runs.");

    public static readonly FindingCode FeedSourceTwice = new("HL0323", Error, "a feed is read in two places",
        "Two readings of one UPS that disagree would leave nobody to say which one holds.");

    public static readonly FindingCode CommandsNeedNut = new("HL0324", Error, "a command to a UPS that is only read",
        "apcupsd's network server and the kernel are only read: no cut, no self-test, no outlets. Of a UPS HAT only the cut is known. NUT can give commands, where it reads the UPS instead.");

    public static readonly FindingCode InputSamePlace = new("HL0325", Error, "two uses of one GPIO line",
        "One line of one chip is one input, one output, or the mains or the cut line of one HAT.");

    public static readonly FindingCode InputNameTaken = new("HL0326", Error, "a GPIO line has the name of something else",
        "Sensors, inputs and outputs of a node are shown and measured by their names.");

    public static readonly FindingCode HatIncomplete = new("HL0327", Error, "a UPS HAT that cannot tell what a UPS has to tell",
        "A generic board is told by the chip that gauges its battery and by the line that tells of the mains. Without both nobody would know of an outage.");

    public static readonly FindingCode HatKey = new("HL0328", Error, "a key that this UPS HAT has no use for",
        "What a named board has is known; `gauge` belongs to a generic one, `shunt_ohms` to a chip that measures a current, and `cut` to a board that is cut by a line.");

    public static readonly FindingCode ThermalPlace = new("HL0329", Error, "a room or a door that nothing declared tells of",
        "`thermal` compares a node's heat with a sensor and an input of the lab; both have to be declared where it says that they are.");

    public static readonly FindingCode HatCut = new("HL0330", Error, "a UPS HAT that cannot be cut, or whose cut takes others with it",
        "A HAT is cut by its own node, as the last thing that it does: the board has to have a way, and nothing else may hang on it, for nobody looks whether that is off.");

    public static readonly FindingCode PrefersCycle = new("HL0401", Warning, "services need and prefer each other in a circle",
        "What is only preferred gives way: the plan drops one of these orders.");

    public static readonly FindingCode NodesWaitForEachOther = new("HL0402", Warning, "nodes have to stop before each other",
        "Services can be in order while their nodes are not: a node stops as a whole. The plan drops one of these orders.");

    public static readonly FindingCode OnNoFeed = new("HL0403", Warning, "on no feed",
        "Nothing is known of its power, so no plan covers it; a switch is taken to be off when the mains go.");

    public static readonly FindingCode PathMayDieFirst = new("HL0404", Warning, "the path to a node may die before the node",
        "A switch between the coordinator and the node is on another UPS, and which of the two lasts longer is not declared.");

    public static readonly FindingCode PathUnknown = new("HL0405", Warning, "the path to a node is not known",
        "Without the switches in it, nobody can tell whether the node hears of an outage.");

    public static readonly FindingCode ApplianceNotStopped = new("HL0406", Warning, "nobody stops an appliance",
        "An appliance runs no agent. Unless it follows the UPS by itself, it loses power while it runs.");

    public static readonly FindingCode ShedCannotStartAgain = new("HL0407", Warning, "a node to be shed cannot be started again",
        "Shed has to be reversible, so only nodes that can be started from afar are shed early. The others run until the stop can wait no longer.");

    public static readonly FindingCode ShedWithoutEffect = new("HL0408", Warning, "a shed rule sheds nothing",
        "A node is shed when every service on it is of a tier that is shed; on a node that stays, the units of the tier's services stop, unless something that stays needs them. "
        + "As this lab is declared, neither happens.");

    public static readonly FindingCode UnusedFeed = new("HL0409", Warning, "nothing hangs on a feed",
        "It is read, and decides nothing.");

    public static readonly FindingCode UnusedSwitch = new("HL0410", Warning, "nothing hangs on a switch",
        "It stands in no path.");

    public static readonly FindingCode CoordinatorOnBareMains = new("HL0411", Warning, "the coordinator's host is on no battery",
        "It is off at once when the mains go; the nodes then stop by their leases alone, and only if they held one already.");

    public static readonly FindingCode UpsOverloaded = new("HL0412", Warning, "more hangs on a UPS than it carries",
        "A UPS that is overloaded on battery switches off at once. What hangs on two feeds counts on both: when one is gone, the other carries all of it.");

    public static readonly FindingCode HatWithoutRuntime = new("HL0413", Warning, "nothing tells how long a UPS HAT lasts",
        "The board tells neither runtime nor charge, and a voltage alone says little of either. Until an outage has shown it, the plan has no figure to go by.");

    public static ImmutableArray<FindingCode> All { get; } =
    [
        NeedsCycle, SwitchCycle, NeedTooGreat, NoInstance, NoCoordinator, SeveralCoordinators, CoordinatorNeedsManaged, CoordinatorDoesNotReturn,
        BlindUndeclared, DuplicateMac, FeedWithoutSource, MainsWithBattery, CommandsNeedUser, SameUpsTwice, NameTakenTwice, ShedWithoutLimit, ReadingsTooOld,
        SensorAddress, SensorShunt, SensorSamePlace, OutletStartsNothing, OutletTwice, FeedSourceTwice, CommandsNeedNut, InputSamePlace, InputNameTaken, HatIncomplete, HatKey, ThermalPlace, HatCut,
        PrefersCycle, NodesWaitForEachOther, OnNoFeed, PathMayDieFirst, PathUnknown, ApplianceNotStopped, ShedCannotStartAgain, ShedWithoutEffect,
        UnusedFeed, UnusedSwitch, CoordinatorOnBareMains, UpsOverloaded, HatWithoutRuntime,
    ];
}
