using System.Collections.Immutable;
using Homelab.Domain.Shutdown;

namespace Homelab.Domain.Reports;

public enum ReportState
{
    Running,

    /// <summary>Over, and not everybody is on again.</summary>
    Returning,
    Over,

    /// <summary>The coordinator's host went down in it; nobody saw its end.</summary>
    CutShort,
}

/// <summary>One outage, planned against real. Spans count from the opening.</summary>
public sealed record OutageReport
{
    public required string Id { get; init; }

    public required string Lab { get; init; }

    public required ReportState State { get; init; }

    /// <summary>The lab was in observe mode: nothing was stopped.</summary>
    public bool IsAdvisory { get; init; }

    /// <summary>UTC, for display.</summary>
    public required DateTimeOffset Began { get; init; }

    /// <summary>To the end of the outage; to the last word of it where it has none.</summary>
    public required TimeSpan Lasted { get; init; }

    /// <summary>To the last thing that is told of it, the way back included.</summary>
    public required TimeSpan Told { get; init; }

    /// <summary>In words, such as <c>the loss of the mains</c>.</summary>
    public required string Cause { get; init; }

    /// <summary>Operators who had a hand in it.</summary>
    public ImmutableArray<string> By { get; init; } = [];

    public ImmutableArray<StepCourse> Steps { get; init; } = [];

    public ImmutableArray<FeedCourse> Feeds { get; init; } = [];

    public ImmutableArray<ReturnCourse> Returns { get; init; } = [];

    /// <summary>Feeds that were cut, or were to be.</summary>
    public ImmutableArray<CutCourse> Cuts { get; init; } = [];

    /// <summary>Null unless it was a live drill that is over.</summary>
    public DrillCourse? Drill { get; init; }

    /// <summary>What cuts the picture: commit, mains back, mains gone again, end.</summary>
    public ImmutableArray<ReportMark> Marks { get; init; } = [];

    /// <summary>What an operator should know first, in whole sentences.</summary>
    public ImmutableArray<string> Findings { get; init; } = [];

    public ImmutableArray<LabChange> Changes { get; init; } = [];

    /// <summary>Everything that was journalled, in words.</summary>
    public ImmutableArray<ReportMark> Notes { get; init; } = [];
}

public sealed record ReportMark(TimeSpan At, SequenceTransition Transition, string Sentence);

public enum ReturnOutcome
{
    /// <summary>Not known to be on.</summary>
    Away,

    /// <summary>It did not stop.</summary>
    Stayed,
    Returned,
    Missed,
}

/// <summary>A node that was to be on again.</summary>
public sealed record ReturnCourse(string Node, ReturnOutcome Outcome, TimeSpan? At, int Tries, string Detail);

/// <summary>What one feed went through.</summary>
/// <param name="OnBattery">All spells together.</param>
public sealed record FeedCourse(string Feed, TimeSpan OnBattery, double? ChargeAtStart, double? LeastCharge, TimeSpan? LeastRuntime, ImmutableArray<FeedSample> Samples);
