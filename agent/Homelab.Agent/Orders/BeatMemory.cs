using Homelab.Domain;

namespace Homelab.Agent.Orders;

/// <summary>When the last beats were sent, by this host's CLOCK_BOOTTIME: leases and orders count from there (P5).</summary>
internal sealed class BeatMemory
{
    private const int Kept = 256;

    private readonly (ulong Number, Moment SentAt)[] _sent = new (ulong, Moment)[Kept];

    public void Sent(ulong number, Moment at) => _sent[number % Kept] = (number, at);

    /// <summary>Null where this process sent no such beat, or it is too long ago.</summary>
    public Moment? SentAt(ulong number, Moment echoed)
    {
        var (known, at) = _sent[number % Kept];
        return known == number && at == echoed && number != 0 ? at : null;
    }
}
