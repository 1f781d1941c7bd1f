using Homelab.Domain.Lab;

namespace Homelab.Domain.Power;

/// <summary>Learns a UPS from its polls: discharges, days, efficiency, recharge. A fold; what it knows is in the record.</summary>
public sealed class BatteryLearning(BatteryRecord record)
{
    private const double EmptyRatio = 0.02;
    private const double LeastRecharge = 0.10;
    private const double NearlyFull = 0.95;
    private const int MostSamples = 1000;

    private FeedReading? _last;
    private Moment? _lastAt;
    private (Moment At, double ChargeRatio)? _recharging;

    /// <summary>A discharge that an earlier process left open was not seen to its end.</summary>
    public BatteryRecord Record { get; private set; } = Reopened(record);

    /// <param name="after">The feed's state with this reading in it.</param>
    /// <param name="wall">In the lab's time zone, for the day and the date of discharges.</param>
    public void Observe(FeedConfig feed, PolicyConfig policy, FeedState after, FeedReading reading, Moment at, DateTimeOffset wall)
    {
        // A gap proves nothing of what was in it.
        var span = _lastAt is { } last && at > last && at - last <= policy.MaxAge ? at - last : TimeSpan.Zero;
        var load = LoadInWatts.Of(feed, reading);
        Record = Record with { Load = load };
        Replacement(reading, wall);
        Discharging(after, reading, load?.Watts, span, wall);
        Record = SelfTestCourse.Observe(Record, after, reading, span);
        Day(reading, load?.Watts, span, DateOnly.FromDateTime(wall.DateTime));
        if (reading.Status is { Supply: UpsSupply.OnLine, IsTest: false })
        {
            Efficiency(reading);
            Recharge(reading, at);
        }
        else
        {
            _recharging = null;
        }

        (_last, _lastAt) = (reading, at);
    }

    public void Change(Func<BatteryRecord, BatteryRecord> change) => Record = change(Record);

    private static BatteryRecord Reopened(BatteryRecord record)
    {
        var tested = record.OpenTest is null ? record : SelfTestCourse.End(record, SelfTestOutcome.Unseen, "the coordinator started again in the middle of it");
        return tested.Open is { } open ? Closed(tested, open, open.ToChargeRatio <= EmptyRatio ? DischargeEnd.Empty : DischargeEnd.Unseen) : tested;
    }

    private static BatteryRecord Closed(BatteryRecord record, OpenDischarge open, DischargeEnd end)
    {
        var ended = open.Ended(end);
        var isWorthKeeping = !open.IsRecorded && ended.Duration > TimeSpan.Zero && (end != DischargeEnd.Test || ended.IsProof);
        return (isWorthKeeping ? record.With(ended) : record) with { Open = null };
    }

    private void Replacement(FeedReading reading, DateTimeOffset wall)
    {
        if (reading.BatteryDate is { } date && date != Record.BatteryDate)
        {
            Record = Record with { BatteryDate = date, ReplacedAt = Record.BatteryDate < date ? wall : Record.ReplacedAt };
        }
    }

    private void Discharging(FeedState after, FeedReading reading, double? watts, TimeSpan span, DateTimeOffset wall)
    {
        var isTest = after.Outage is null && (reading.Status.IsTest || reading.IsPlainTest);
        var isSpell = after.Outage is { SpellSince: not null };
        if (Record.Open is { } running && (running.IsTest ? !isTest : after.Outage is null))
        {
            Record = Closed(Record, running, running.IsTest ? DischargeEnd.Test : DischargeEnd.MainsReturned);
        }

        if (!isTest && !isSpell)
        {
            return;
        }

        var open = Record.Open is { } held ? held.Grown(span, reading, watts) : new OpenDischarge { Began = wall, IsTest = isTest }.Grown(TimeSpan.Zero, reading, watts);
        var end = after.Outage is { IsLowBattery: true } && IsCredible(open) ? DischargeEnd.LowBattery
            : isSpell && reading.ChargeRatio <= EmptyRatio ? DischargeEnd.Empty
            : (DischargeEnd?)null;
        if (end is { } reached && !open.IsRecorded && open.Duration > TimeSpan.Zero)
        {
            Record = Record.With(open.Ended(reached));
            open = open with { IsRecorded = true };
        }

        Record = Record with { Open = open };
    }

    /// <summary>Low battery in the first seconds at a high charge proves nothing of the battery, even where it is acted on.</summary>
    private static bool IsCredible(OpenDischarge open) => open.Duration > LowBatteryDoubt.Soon || open.FromChargeRatio < LowBatteryDoubt.HighChargeRatio;

    private void Day(FeedReading reading, double? watts, TimeSpan span, DateOnly today)
    {
        var steady = reading.LoadRatio is { } load && _last?.LoadRatio is { } before ? Math.Min(load, before) : (double?)null;
        var days = Record.Days;
        if (days.IsEmpty || days[^1].Day < today)
        {
            days = [.. days.Skip(Math.Max(0, days.Length + 1 - BatteryRecord.MaxDays)), new FeedDay(today, 0, 0, null)];
        }

        // A clock that was set back goes on with the last day.
        var day = days[^1];
        var seconds = watts is null ? 0 : span.TotalSeconds;
        Record = Record with
        {
            Days = days.SetItem(days.Length - 1, day with
            {
                WattHours = day.WattHours + (watts ?? 0) * seconds / 3600,
                CoveredSeconds = day.CoveredSeconds + seconds,
                GreatestLoadRatio = day.GreatestLoadRatio is { } greatest && !(steady > greatest) ? greatest : steady,
            }),
        };
    }

    private void Efficiency(FeedReading reading)
    {
        // While it charges, the input feeds the battery too.
        var measured = reading is { RealPowerWatts: > 10 and var output, InputWatts: > 10 and var input, ChargeRatio: 1 } && output <= input ? output / input : (double?)null;
        if ((reading.EfficiencyRatio ?? measured) is not { } ratio)
        {
            return;
        }

        var samples = Math.Min(MostSamples, Record.EfficiencySamples + 1);
        var mean = Record.EfficiencyRatio ?? ratio;
        Record = Record with { EfficiencyRatio = mean + (ratio - mean) / samples, EfficiencySamples = samples };
    }

    private void Recharge(FeedReading reading, Moment at)
    {
        if (reading.ChargeRatio is not { } charge)
        {
            return;
        }

        if (_recharging is not { } from || charge < from.ChargeRatio)
        {
            _recharging = charge < NearlyFull - LeastRecharge ? (at, charge) : null;
        }
        else if (charge - from.ChargeRatio >= LeastRecharge && charge <= NearlyFull)
        {
            Record = Record with { FullRecharge = (at - from.At) / (charge - from.ChargeRatio) };
        }
    }
}
