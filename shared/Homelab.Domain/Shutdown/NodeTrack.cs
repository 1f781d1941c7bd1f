namespace Homelab.Domain.Shutdown;

/// <summary>What the engine keeps of one node while its stream lives, and after.</summary>
internal sealed class NodeTrack(string name)
{
    /// <summary>A stream without a beat for this many periods is as good as gone.</summary>
    private const int BeatsToMiss = 5;

    private Moment? _probeSilentSince;
    private Moment? _streamGoneSince;
    private bool _hasStream;

    // Smallest difference seen between our clock and the agent's: the beat that travelled fastest.
    private long _offsetNanoseconds = long.MaxValue;

    public string Name { get; } = name;

    public string BootId { get; private set; } = "";

    public Moment? LastBeatAt { get; private set; }

    public AnsweredBeat? LastBeat { get; private set; }

    public OrderAnswer? Answer { get; set; }

    public Moment? LoadGoneAt { get; set; }

    /// <summary>When this boot's first stream began; leases of its dependents are waited for from then on.</summary>
    public Moment HelloAt { get; private set; }

    public bool IsHeard(Moment now, TimeSpan beat) => _hasStream && LastBeatAt is { } last && now - last <= beat * BeatsToMiss;

    /// <summary>True where this is another boot than the one before.</summary>
    public bool Hello(string bootId, Moment sentAt, Moment now)
    {
        var isNewBoot = bootId != BootId;
        if (isNewBoot)
        {
            _offsetNanoseconds = long.MaxValue;
            Answer = null;
            LoadGoneAt = null;
        }

        BootId = bootId;
        _hasStream = true;
        _streamGoneSince = null;
        HelloAt = now;
        LastBeatAt = now;
        LastBeat = null;
        Learn(sentAt, now);
        return isNewBoot;
    }

    public void Beat(ulong number, Moment sentAt, Moment now)
    {
        Learn(sentAt, now);
        LastBeatAt = now;
        LastBeat = new AnsweredBeat(number, sentAt);
    }

    public void Gone(Moment now)
    {
        _hasStream = false;
        _streamGoneSince = now;
    }

    public void Probe(bool answers, Moment now) => _probeSilentSince = answers ? null : _probeSilentSince ?? now;

    /// <summary>The agent's moment in our time, by the fastest beat seen.</summary>
    public Moment ToOurs(Moment agents) => new(agents.Nanoseconds + _offsetNanoseconds);

    public Moment? NetworkGoneSince(Moment now, TimeSpan beat, bool hasProbe)
    {
        if (IsHeard(now, beat))
        {
            return null;
        }

        var silent = _streamGoneSince ?? LastBeatAt;
        return hasProbe && (_probeSilentSince is null || silent is null) ? null : hasProbe ? Moment.Max(_probeSilentSince!.Value, silent!.Value) : silent;
    }

    private void Learn(Moment sentAt, Moment now) => _offsetNanoseconds = Math.Min(_offsetNanoseconds, now.Nanoseconds - sentAt.Nanoseconds);
}
