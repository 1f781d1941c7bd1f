using Homelab.Domain.Shutdown;

namespace Homelab.Domain.Tests.Shutdown;

/// <summary>How it goes, and how it comes back by itself.</summary>
internal sealed partial class HarnessAgent
{
    public bool HasPower { get; set; } = true;

    /// <summary>How it was told to end, the last time.</summary>
    public PowerEnd? End { get; private set; }

    private void PowerOff(AgentPowerEffect.PowerOff off, string boot)
    {
        if (boot != State.BootId)
        {
            return;
        }

        if (PowerOffFails)
        {
            Take(new AgentPowerInput.PowerOffAnswered(off.OrderId, false, "a program inhibits it"));
            return;
        }

        Take(new AgentPowerInput.PowerOffAnswered(off.OrderId, true, "taken"));
        if (StoppingSince is not null)
        {
            return;
        }

        StoppingSince = _clock.Now;
        _lab.BeganToStop(this, off);
        End = off.End;
        _clock.After(StopTakes, () => OffSince = State.BootId == boot ? OffSince ?? _clock.Now : OffSince);
        if (off.End.RebootAfter is { } after)
        {
            _clock.After(after, () =>
            {
                if (State.BootId == boot && OffSince is not null && HasPower)
                {
                    Boot();
                    _lab.CameBack(this);
                }
            });
        }
    }
}
