using Homelab.Domain;

namespace Homelab.Agent.Outbox;

/// <summary>
/// Events are never dropped, so what makes them is held back: of one code at most thirty begin in a minute, and the rest is counted
/// and told with the next that passes.
/// </summary>
internal sealed class EventLimit
{
    private const int PerMinute = 30;
    private const int MaximumCodes = 256;
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    private readonly Dictionary<string, State> _codes = [];

    /// <summary>False where the event is only counted; <paramref name="heldBack"/> is how many were since the last that passed.</summary>
    public bool Admits(string code, Moment now, out int heldBack)
    {
        heldBack = 0;
        if (!_codes.TryGetValue(code, out var state))
        {
            if (_codes.Count >= MaximumCodes)
            {
                _codes.Clear();
            }

            _codes[code] = state = new State { Since = now };
        }

        if (now - state.Since >= Window)
        {
            (state.Since, state.Passed) = (now, 0);
        }

        if (state.Passed >= PerMinute)
        {
            state.HeldBack++;
            return false;
        }

        state.Passed++;
        (heldBack, state.HeldBack) = (state.HeldBack, 0);
        return true;
    }

    private sealed class State
    {
        public Moment Since { get; set; }

        public int Passed { get; set; }

        public int HeldBack { get; set; }
    }
}
