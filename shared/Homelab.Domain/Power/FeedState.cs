using Homelab.Domain.Lab;

namespace Homelab.Domain.Power;

/// <summary>All that is held of one feed: a fold over its polls, so that the same polls give the same state everywhere.</summary>
public sealed record FeedState
{
    /// <summary>Nothing was ever heard; not the same as contact lost.</summary>
    public static readonly FeedState NeverHeard = new();

    /// <summary>The last answer, whatever it said; null where there never was one.</summary>
    public FeedReading? Reading { get; private init; }

    public Moment? ReadAt { get; private init; }

    /// <summary>Why the last poll failed; null where it did not.</summary>
    public FeedFailed? Failure { get; private init; }

    /// <summary>What the last reading that told of the supply said.</summary>
    public UpsSupply Supply { get; private init; }

    public Moment? SupplyAt { get; private init; }

    /// <summary>Start of the present run of readings on line, without a gap longer than the greatest age.</summary>
    public Moment? OnLineSince { get; private init; }

    /// <summary>
    /// FSD stood beside OL in the first reading and has stood since: a latch left over from before, an incident and no trigger (P14).
    /// </summary>
    public bool HasLeftOverShutdown { get; private init; }

    /// <summary>
    /// When its words turned to a test under way before our eyes; null where they say anything else, and where they stood so when it was first read, or after a gap.
    /// </summary>
    public Moment? SaysTestSince { get; private init; }

    /// <summary>Null while no outage runs.</summary>
    public FeedOutage? Outage { get; private init; }

    private Moment? PolledAt { get; init; }

    /// <summary>The state after one more poll. A poll older than the last one changes nothing.</summary>
    public FeedState Observe(FeedPoll poll, PolicyConfig policy) => poll switch
    {
        _ when PolledAt is { } last && poll.At < last => this,
        FeedAnswered answered => Answered(answered.Reading, answered.At, policy),
        FeedFailed failed => Lost(failed.At) with { Failure = failed, PolledAt = failed.At },
        _ => throw new ArgumentOutOfRangeException(nameof(poll), poll, "This kind of poll is not known."),
    };

    private FeedState Lost(Moment at) =>
        Outage is null && Failure is null && Reading is { } last && (last.Status.IsTest || last.IsPlainTest || last.Status.IsBypass || last.Status.Has("OFF"))
            ? this with
            {
                Outage = new FeedOutage
                {
                    Since = at,
                    SpellSince = at,
                    IsPresumed = true,
                    ChargeRatioAtStart = last.ChargeRatio,
                    Deadline = BatteryDeadline.After(null, last, ReadAt ?? at, [], TimeSpan.Zero),
                },
            }
            : this;

    private FeedState Answered(FeedReading said, Moment at, PolicyConfig policy)
    {
        var since = TestBegan(said, at, policy);
        var reading = said with { IsSaidToTest = since is { } began && at - began <= SelfTestCourse.Hidden };
        var status = reading.Status;
        var leftOver = status.IsForcedShutdown && !status.SaysOnBattery && (Reading is null || HasLeftOverShutdown);
        var isCleared = Outage is { IsPresumed: true } && !status.SaysOnBattery && !status.IsForcedShutdown;
        var heard = this with { Reading = reading, ReadAt = at, PolledAt = at, Failure = null, HasLeftOverShutdown = leftOver, SaysTestSince = since, Outage = isCleared ? null : Outage };
        return heard.SupplyBy(reading, leftOver) switch
        {
            UpsSupply.OnLine => heard.OnLine(at, policy, GreaterLoad(reading)),
            UpsSupply.OnBattery => heard.OnBattery(reading, at, policy, GreaterLoad(reading)),
            _ when heard.Outage is { } running && status.IsLowBattery => heard with { Outage = running with { IsLowBattery = true, UrgentSince = running.UrgentSince ?? at } },
            _ => heard,
        };
    }

    /// <summary>Only a change that was seen counts: a word that stands there for ever would hide every outage.</summary>
    private Moment? TestBegan(FeedReading said, Moment at, PolicyConfig policy) =>
        !SelfTestCourse.IsUnderWay(said.TestResult) || Reading is not { TestResult.Length: > 0 } before || at - ReadAt > policy.MaxAge ? null
        : SelfTestCourse.IsUnderWay(before.TestResult) ? SaysTestSince : at;

    private UpsSupply SupplyBy(FeedReading reading, bool leftOver)
    {
        var status = reading.Status;
        if (Outage is null && reading.IsPlainTest)
        {
            return UpsSupply.OnLine;
        }

        if (status.IsForcedShutdown && !leftOver)
        {
            // The UPS is about to be cut, whatever the mains do (upsmon(8)).
            return UpsSupply.OnBattery;
        }

        // A test that shows up in mid-outage does not prove that the mains are back.
        return Outage is not null && status.IsTest && !status.SaysOnLine ? UpsSupply.OnBattery : status.Supply;
    }

    private FeedState OnLine(Moment at, PolicyConfig policy, double? load)
    {
        var since = Supply == UpsSupply.OnLine && !IsGap(at, policy) && OnLineSince is { } held ? held : at;
        var isOver = at - since >= policy.Debounce;
        return this with
        {
            Supply = UpsSupply.OnLine,
            SupplyAt = at,
            OnLineSince = since,
            Outage = isOver || Outage is null
                ? null
                : Outage with { EarlierSpells = Outage.OnBatteryFor(at), LoadSeconds = LoadSeconds(Outage, load, at), SpellSince = null, UrgentSince = null, IsLowBattery = false, IsLowBatteryDoubted = false, LowBatteryReadings = 0, IsForcedShutdown = false },
        };
    }

    private FeedState OnBattery(FeedReading reading, Moment at, PolicyConfig policy, double? load)
    {
        var outage = Outage ?? new FeedOutage { Since = at, ChargeRatioAtStart = reading.ChargeRatio, WasFound = SupplyAt is null };

        // Silence within an outage counts as on battery, also when it began while the mains seemed to be back.
        outage = outage with { SpellSince = outage.SpellSince ?? (Outage is not null && IsGap(at, policy) ? SupplyAt : at) };
        var lowReadings = reading.Status.IsLowBattery ? outage.LowBatteryReadings + 1 : 0;
        var isDoubted = reading.Status.IsLowBattery && LowBatteryDoubt.Holds(outage, reading, lowReadings, at);
        var isLow = reading.Status.IsLowBattery && !isDoubted;
        var points = reading.ChargeRatio is { } charge
            ? DischargeSlope.Add(outage.Points, new ChargePoint(outage.OnBatteryFor(at), charge))
            : outage.Points;
        return this with
        {
            Supply = UpsSupply.OnBattery,
            SupplyAt = at,
            OnLineSince = null,
            Outage = outage with
            {
                IsPresumed = false,
                UrgentSince = isLow || reading.Status.IsForcedShutdown ? outage.UrgentSince ?? at : null,
                IsLowBattery = isLow,
                IsLowBatteryDoubted = isDoubted,
                LowBatteryReadings = lowReadings,
                IsForcedShutdown = reading.Status.IsForcedShutdown,
                LoadSeconds = LoadSeconds(outage, load, at),
                ChargeRatioAtStart = outage.ChargeRatioAtStart ?? reading.ChargeRatio,
                Points = points,
                Deadline = BatteryDeadline.After(outage.Deadline, reading, at, points, points.IsEmpty ? TimeSpan.Zero : outage.OnBatteryFor(at) - points[^1].OnBatteryFor),
            },
        };
    }

    /// <summary>The greater of this reading's load and the one before it.</summary>
    private double? GreaterLoad(FeedReading reading) => reading.LoadRatio is { } load ? Math.Max(load, Reading?.LoadRatio ?? load) : null;

    /// <summary>What the outage has drawn: the time on battery since the last word of the supply, at this load.</summary>
    private double? LoadSeconds(FeedOutage outage, double? load, Moment at) =>
        outage.LoadSeconds + load * (outage.OnBatteryFor(at) - (Outage?.OnBatteryFor(SupplyAt ?? at) ?? TimeSpan.Zero)).TotalSeconds;

    private bool IsGap(Moment at, PolicyConfig policy) => SupplyAt is not { } last || at - last > policy.MaxAge;
}
