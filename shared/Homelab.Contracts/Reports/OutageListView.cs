using Homelab.Contracts.V1;

namespace Homelab.Contracts.Reports;

/// <summary>The outages that left a report, the newest first.</summary>
public sealed record OutageListView(IReadOnlyList<OutageSummaryView> Outages)
{
    public static OutageListView Of(OutageList list) => new([.. list.Outages.Select(one => new OutageSummaryView(
        one.Id, one.BeganWallMs, one.LastedSeconds, one.State, one.Advisory, one.Cause, one.Stopped, one.Late, one.Away, one.Sentence)
    {
        Cuts = [.. one.Cuts.Select(ReportCutView.Of)],
        Drill = ReportDrillView.Of(one.Drill),
    })]);
}

/// <param name="State">Running, Returning, Over or CutShort.</param>
/// <param name="Stopped">Nodes that were told to stop, or in observe mode would have been.</param>
/// <param name="Late">Steps that were late.</param>
/// <param name="Away">Nodes that are not known to be on again.</param>
public sealed record OutageSummaryView(
    string Id, long BeganWallMs, double LastedSeconds, string State, bool Advisory, string Cause, int Stopped, int Late, int Away, string Sentence)
{
    /// <summary>Feeds that were cut, or were to be.</summary>
    public IReadOnlyList<ReportCutView> Cuts { get; init; } = [];

    /// <summary>Null unless it was a live drill that is over.</summary>
    public ReportDrillView? Drill { get; init; }
}

