using Homelab.Domain;
using Homelab.Domain.Shutdown;

namespace Homelab.Simulation.Supply;

/// <summary>What it is told over its upsd.</summary>
public sealed partial class SimulatedUps
{
    /// <summary>Off for so long at least, also where the mains are there all the time.</summary>
    private static readonly TimeSpan ReturnsAfter = TimeSpan.FromSeconds(15);

    /// <summary>From a cut that should have been to when nobody counts on it any more.</summary>
    private static readonly TimeSpan Overdue = TimeSpan.FromSeconds(15);

    private static readonly TimeSpan OwnDelay = TimeSpan.FromSeconds(20);

    private int _cuts;
    private Moment _cutBy = Moment.Zero;

    /// <summary>Its outlets are off because it was told so.</summary>
    public bool IsCut { get; private set; }

    /// <summary>And that was nobody of ours.</summary>
    public bool IsCutByOthers { get; private set; }

    /// <summary>FSD, as its upsd latches it.</summary>
    public bool IsForced { get; private set; }

    /// <summary>FSD that a client of others set: it stands until its upsd starts again.</summary>
    public bool IsForcedByOthers { get; private set; }

    public bool ShowsShutdown => IsForced || ExtraTokens.Length > 0;

    /// <summary>It was told to cut, and whoever told it waits to see that.</summary>
    public bool IsBeingCut => IsCut || _clock.Now < _cutBy;

    /// <summary>The delay of its last cut.</summary>
    public TimeSpan CutAfter { get; private set; }

    /// <summary>Its firmware goes by steps of this.</summary>
    public TimeSpan DelayStep { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>Its delay stands at this and cannot be set; null where it can.</summary>
    public TimeSpan? FixedDelay { get; set; }

    /// <summary>It answers every command with a refusal.</summary>
    public bool RefusesCommands { get; set; }

    /// <summary>A cut that it took and never does.</summary>
    public bool LosesCuts { get; set; }

    /// <summary>Null where nobody waits for a word.</summary>
    public CutAnswer? Take(OutageEffect.ToUps effect)
    {
        switch (effect)
        {
            case OutageEffect.SetForcedShutdown:
                IsForced = true;
                return new CutAnswer(CutAct.SetForcedShutdown, true, TimeSpan.Zero, "FSD is set");
            case OutageEffect.CutFeed when RefusesCommands:
                return new CutAnswer(CutAct.Cut, false, TimeSpan.Zero, "its driver lists no shutdown.return");
            case OutageEffect.CutFeed cut when cut.Delay > FixedDelay:
                return new CutAnswer(CutAct.Cut, false, TimeSpan.Zero, $"its ups.delay.shutdown is {FixedDelay.Value.TotalSeconds:0} and cannot be set to {cut.Delay.TotalSeconds:0} s");
            case OutageEffect.CutFeed cut:
                CutAfter = FixedDelay ?? (DelayStep * Math.Ceiling(cut.Delay / DelayStep));
                var order = ++_cuts;
                _cutBy = _clock.Now + CutAfter + Overdue;
                if (!LosesCuts)
                {
                    _clock.After(CutAfter, () => Cut(order));
                }

                return new CutAnswer(CutAct.Cut, true, CutAfter, "shutdown.return is taken");
            default:
                _cuts++;
                _cutBy = Moment.Zero;
                return null;
        }
    }

    /// <summary>By its own driver, from the last hook of its host (upsdrvctl shutdown): no upsd is asked, and its own delay counts.</summary>
    public void CutLate()
    {
        if (RefusesCommands || !IsLive)
        {
            return;
        }

        CutAfter = FixedDelay ?? OwnDelay;
        _cutBy = _clock.Now + CutAfter + Overdue;
        var order = ++_cuts;
        _clock.After(CutAfter, () => Cut(order));
    }

    /// <summary>Somebody else's upsmon has it cut: FSD, and the cut.</summary>
    internal void TakeForeign(TimeSpan delay)
    {
        (IsForced, IsForcedByOthers) = (true, true);
        var order = ++_cuts;
        (CutAfter, _cutBy) = (delay, _clock.Now + delay + Overdue);
        _clock.After(delay, () =>
        {
            IsCutByOthers = order == _cuts && IsLive;
            Cut(order);
        });
    }

    /// <summary>FSD lives in the memory of the upsd.</summary>
    public void UpsdStarts() => (IsForced, IsForcedByOthers) = (false, false);

    private void Cut(int order)
    {
        if (order != _cuts || !IsLive)
        {
            return;
        }

        Settle();
        IsCut = true;
        Watch();
        Changed(this);
        if (HasMains)
        {
            _clock.After(ReturnsAfter, Return);
        }
    }

    private void Return()
    {
        if (!IsCut || !HasMains)
        {
            return;
        }

        Settle();
        (IsCut, IsCutByOthers) = (false, false);
        Watch();
        Changed(this);
    }
}
