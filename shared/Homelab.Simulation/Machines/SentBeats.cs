using Homelab.Domain;
using Homelab.Domain.Shutdown;

namespace Homelab.Simulation.Machines;

/// <summary>When the last beats of one agent process were sent, by its host's clock (P5).</summary>
internal sealed class SentBeats
{
    private const int Kept = 256;

    private readonly (ulong Number, Moment SentAt)[] _sent = new (ulong, Moment)[Kept];
    private ulong _last;

    public ulong Next(Moment own)
    {
        _last++;
        _sent[_last % Kept] = (_last, own);
        return _last;
    }

    public Moment? SentAt(AnsweredBeat beat)
    {
        var (known, at) = _sent[beat.Number % Kept];
        return known == beat.Number && at == beat.SentAt ? at : null;
    }
}
