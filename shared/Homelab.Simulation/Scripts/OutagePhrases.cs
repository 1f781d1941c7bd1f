using System.Collections.Immutable;
using System.Globalization;
using Homelab.Files;

namespace Homelab.Simulation.Scripts;

public enum SubjectKind
{
    Feed,
    Switch,
    Node,
    Coordinator,
    Operator,
    Wire,
    None,
}

/// <param name="Text">The words after the subject; SPAN, RATIO and CELSIUS stand for a duration, a percentage and a temperature.</param>
/// <param name="Meaning">For the documentation and for who mistyped it.</param>
public sealed record OutagePhrase(OutageAct Act, SubjectKind Subject, string Text, string Meaning)
{
    public string Example => Subject switch
    {
        SubjectKind.Feed => "FEED " + Text,
        SubjectKind.Switch => "switch NAME " + Text,
        SubjectKind.Node => "NODE " + Text,
        SubjectKind.Coordinator => "coordinator " + Text,
        SubjectKind.Operator => "operator " + Text,
        SubjectKind.Wire => "wire " + Text,
        _ => Text,
    };
}

/// <summary>Every sentence that an outage file may hold: read and written from one table.</summary>
public static class OutagePhrases
{
    public static readonly ImmutableArray<OutagePhrase> All =
    [
        new(OutageAct.Lasts, SubjectKind.Feed, "lasts SPAN", "what its full battery truly gives at the whole load; without it, the declared runtime"),
        new(OutageAct.IsCharged, SubjectKind.Feed, "is charged RATIO", "the charge of its battery"),
        new(OutageAct.LosesMains, SubjectKind.Feed, "loses mains", "from now on its battery carries the load; bare mains are dead"),
        new(OutageAct.MainsBack, SubjectKind.Feed, "mains back", "the mains are there again"),
        new(OutageAct.LosesCharge, SubjectKind.Feed, "battery loses RATIO", "it held less than it said"),
        new(OutageAct.TellsRuntime, SubjectKind.Feed, "tells RATIO of its runtime", "above 100% it boasts"),
        new(OutageAct.IsSilent, SubjectKind.Feed, "is silent for SPAN", "its upsd does not answer"),
        new(OutageAct.TellsNothing, SubjectKind.Feed, "tells no runtime", "neither a runtime nor a charge"),
        new(OutageAct.IsLowBelow, SubjectKind.Feed, "is low below SPAN", "it shows LB while its battery gives less than that"),
        new(OutageAct.ShowsShutdown, SubjectKind.Feed, "shows FSD", "its upsd is told to shut down, and shows it from now on"),
        new(OutageAct.Carries, SubjectKind.Feed, "carries RATIO of its load", "what hangs on it draws so much from now on, and its battery gives less or more for it"),
        new(OutageAct.TellsWatts, SubjectKind.Feed, "tells its watts", "what it carries, and what it can carry; as long as the lab file has the watts of everything on it"),
        new(OutageAct.TestsItself, SubjectKind.Feed, "tests its battery for SPAN", "its day has come (`self_test`): it is told so, unless something speaks against it"),
        new(OutageAct.ShowsTests, SubjectKind.Feed, "shows its tests", "with TEST; without it, a test looks like an outage"),
        new(OutageAct.IsWarm, SubjectKind.Feed, "battery is at CELSIUS", "as its UPS tells"),
        new(OutageAct.HasForeignClient, SubjectKind.Feed, "has a foreign client", "somebody else's upsmon, which sets FSD at low battery and has the UPS cut 20 s later"),
        new(OutageAct.RefusesCuts, SubjectKind.Feed, "refuses its cut", "its driver knows no shutdown.return"),
        new(OutageAct.LosesCuts, SubjectKind.Feed, "never cuts", "it takes the command, and carries its outlets on"),
        new(OutageAct.CutsAfter, SubjectKind.Feed, "cuts after SPAN", "its delay stands at this and cannot be set"),
        new(OutageAct.DelaysIn, SubjectKind.Feed, "delays in steps of SPAN", "its firmware rounds the delay of a cut up to these"),
        new(OutageAct.SwitchDies, SubjectKind.Switch, "dies", "it carries nothing, power or not"),
        new(OutageAct.SwitchLives, SubjectKind.Switch, "comes back", "it works again"),
        new(OutageAct.AgentCrashes, SubjectKind.Node, "agent crashes for SPAN", "the agent's process alone"),
        new(OutageAct.SwitchedOff, SubjectKind.Node, "is switched off", "by a hand on the button"),
        new(OutageAct.SwitchedOn, SubjectKind.Node, "is switched on", "by a hand on the button, if it has power"),
        new(OutageAct.Reboots, SubjectKind.Node, "reboots", "at once, without a stop; one that is off stays off"),
        new(OutageAct.CutOff, SubjectKind.Node, "is cut off for SPAN", "its network cable is out"),
        new(OutageAct.Suspended, SubjectKind.Node, "is suspended for SPAN", "nothing runs on it; its clock does"),
        new(OutageAct.StopsIn, SubjectKind.Node, "stops in SPAN", "what its stop truly takes"),
        new(OutageAct.Hangs, SubjectKind.Node, "hangs in its stop", "its stop never ends by itself"),
        new(OutageAct.Refuses, SubjectKind.Node, "refuses to stop", "its owner does not let it be powered off"),
        new(OutageAct.CannotPowerOff, SubjectKind.Node, "cannot power off for SPAN", "a program inhibits it"),
        new(OutageAct.RuntimeFull, SubjectKind.Node, "cannot keep its leases for SPAN", "its runtime directory has no room"),
        new(OutageAct.Drifts, SubjectKind.Node, "clock drifts RATIO", "its clock runs faster by so much"),
        new(OutageAct.Draws, SubjectKind.Node, "draws RATIO", "of the watts that the lab file has for it, from now on; without it, all of them"),
        new(OutageAct.UnitsHang, SubjectKind.Node, "hangs in its units", "the units of its services do not stop in their time"),
        new(OutageAct.Heats, SubjectKind.Node, "is at CELSIUS", "its hottest sensor tells so"),
        new(OutageAct.RunsUpsmon, SubjectKind.Node, "runs an upsmon of its own", "it goes at low battery or FSD, whatever is planned"),
        new(OutageAct.AskedDown, SubjectKind.Node, "is asked to shut down", "by an operator, as with `homelab shutdown NODE`"),
        new(OutageAct.AskedUp, SubjectKind.Node, "is asked to start", "by an operator, as with `homelab start NODE`"),
        new(OutageAct.LabAskedDown, SubjectKind.Operator, "shuts the lab down", "as with `homelab shutdown --lab`"),
        new(OutageAct.Held, SubjectKind.Operator, "holds", "as with `homelab outage hold`"),
        new(OutageAct.Released, SubjectKind.Operator, "releases", "as with `homelab outage release`"),
        new(OutageAct.Cancelled, SubjectKind.Operator, "cancels", "as with `homelab outage cancel`"),
        new(OutageAct.CoordinatorCrashes, SubjectKind.Coordinator, "crashes for SPAN", "the coordinator's process alone"),
        new(OutageAct.CrashesBeforeCommit, SubjectKind.Coordinator, "crashes before its next commit for SPAN", "the entry is lost"),
        new(OutageAct.CrashesAfterCommit, SubjectKind.Coordinator, "crashes after its next commit for SPAN", "the entry is on disk, and nothing follows from it"),
        new(OutageAct.CrashesBeforeOrder, SubjectKind.Coordinator, "crashes before its next order for SPAN", "the entry is lost"),
        new(OutageAct.CrashesAfterOrder, SubjectKind.Coordinator, "crashes after its next order for SPAN", "the entry is on disk, and the order was not given"),
        new(OutageAct.JournalStuck, SubjectKind.Coordinator, "journal is stuck for SPAN", "its disk does not answer"),
        new(OutageAct.WallClockJumps, SubjectKind.Coordinator, "wall clock jumps SPAN", "forwards, or back with a minus"),
        new(OutageAct.WireLoses, SubjectKind.Wire, "loses RATIO", "of all messages"),
        new(OutageAct.WireDoubles, SubjectKind.Wire, "doubles RATIO", "of all messages"),
        new(OutageAct.WireDelays, SubjectKind.Wire, "delays RATIO by SPAN", "so many messages by up to so much"),
        new(OutageAct.WireRepeats, SubjectKind.Wire, "repeats RATIO after SPAN", "so many of the coordinator's come again, up to so much later"),
        new(OutageAct.Ends, SubjectKind.None, "end", "nothing is looked at any more"),
    ];

    public static OutagePhrase Of(OutageAct act) => All[(int)act];

    public static string Write(OutageEvent one)
    {
        var phrase = Of(one.Act);
        var subject = phrase.Subject switch
        {
            SubjectKind.Feed or SubjectKind.Node => one.Subject + " ",
            SubjectKind.Switch => $"switch {one.Subject} ",
            SubjectKind.Coordinator => "coordinator ",
            SubjectKind.Operator => "operator ",
            SubjectKind.Wire => "wire ",
            _ => "",
        };
        var words = phrase.Text
            .Replace("SPAN", DurationText.Format(one.Span), StringComparison.Ordinal)
            .Replace("RATIO", Percent(one.Ratio), StringComparison.Ordinal)
            .Replace("CELSIUS", one.Ratio.ToString("0.#", CultureInfo.InvariantCulture) + "C", StringComparison.Ordinal);
        return (one.At is { } at ? $"at {DurationText.Format(at)} " : "") + subject + words;
    }

    private static string Percent(double ratio) => (ratio * 100).ToString("0.####", CultureInfo.InvariantCulture) + "%";
}
