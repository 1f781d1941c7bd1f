using System.Collections.Immutable;

namespace Homelab.Domain.Shutdown;

/// <summary>What the engine keeps of one node while its stream lives, and after.</summary>
/// <param name="listeningSince">Since when its stream could have come.</param>
internal sealed class NodeTrack(string name, Moment listeningSince)
{
    /// <summary>A stream without a beat for this many periods is as good as gone; a probe that old says nothing.</summary>
    private const int BeatsToMiss = 5;

    private readonly ClockOffset _offset = new();
    private Moment? _probedAt;
    private Moment? _probeSilentSince;
    private Moment? _streamGoneSince;
    private bool _hasStream;
    private bool _wasMetered;

    public string Name { get; } = name;

    /// <summary>Empty where it was never heard.</summary>
    public string BootId { get; private set; } = "";

    /// <summary>By its last hello or beat.</summary>
    public bool HasLocalUpsmon { get; set; }

    /// <summary>By its last hello.</summary>
    public bool MayPowerOff { get; set; } = true;

    public Moment? LastBeatAt { get; private set; }

    public AnsweredBeat? LastBeat { get; private set; }

    /// <summary>What it last said of the order that stands for it.</summary>
    public OrderAnswer? Answer { get; set; }

    /// <summary>What it said of orders to stop units in this boot, by order id.</summary>
    public Dictionary<string, OrderAnswer> UnitAnswers { get; } = [];

    /// <summary>What it reported of its units in this boot.</summary>
    public ImmutableArray<SeenUnit> Units { get; set; } = [];

    public Moment? LoadGoneAt { get; set; }

    /// <summary>When it last acknowledged a lease.</summary>
    public Moment? LeaseHeldAt { get; set; }

    /// <summary>When this boot of it said its first hello.</summary>
    public Moment BootHeardAt { get; private set; }

    /// <summary>When its present stream began; its first lease is waited for from then on.</summary>
    public Moment HelloAt { get; private set; }

    public bool IsHeard(Moment now, TimeSpan beat) => _hasStream && LastBeatAt is { } last && now - last <= beat * BeatsToMiss;

    /// <summary>True where this is another boot than the one before.</summary>
    public bool Hello(string bootId, Moment sentAt, Moment now)
    {
        var isNewBoot = bootId != BootId;
        if (isNewBoot)
        {
            _offset.Clear();
            _probedAt = null;
            _probeSilentSince = null;
            Answer = null;
            UnitAnswers.Clear();
            Units = [];
            LoadGoneAt = null;
            LeaseHeldAt = null;
            BootHeardAt = now;
        }

        BootId = bootId;
        _hasStream = true;
        _streamGoneSince = null;
        HelloAt = now;
        LastBeatAt = now;
        LastBeat = null;
        _offset.Learn(sentAt, now);
        return isNewBoot;
    }

    public void Beat(ulong number, Moment sentAt, TimeSpan beat, Moment now)
    {
        _offset.Learn(sentAt, now);
        LastBeatAt = now;
        LastBeat = new AnsweredBeat(number, sentAt);

        // Whatever its meter said, it runs: only a beat that was on its way when the load went says nothing.
        if (LoadGoneAt is { } gone && now - gone > 2 * beat)
        {
            LoadGoneAt = null;
        }
    }

    public void Gone(Moment now)
    {
        _hasStream = false;
        _streamGoneSince = now;
    }

    public void Probe(bool answers, Moment now)
    {
        _probedAt = now;
        _probeSilentSince = answers ? null : _probeSilentSince ?? now;
    }

    /// <summary>A meter that never showed a load says nothing when it shows none.</summary>
    public void Meter(bool isGone, Moment now)
    {
        _wasMetered |= !isGone;
        LoadGoneAt = isGone && _wasMetered ? LoadGoneAt ?? now : null;
    }

    /// <summary>The agent's moment in our time.</summary>
    public Moment ToOurs(Moment agents) => _offset.ToOurs(agents);

    /// <summary>Null while its stream lives, or its probe answers. A probe that nobody makes does not hold the judgement up.</summary>
    public Moment? NetworkGoneSince(Moment now, TimeSpan beat)
    {
        if (IsHeard(now, beat))
        {
            return null;
        }

        var silent = _streamGoneSince ?? LastBeatAt ?? listeningSince;
        if (_probedAt is not { } probed || now - probed > beat * BeatsToMiss)
        {
            return silent;
        }

        return _probeSilentSince is { } since ? Moment.Max(since, silent) : null;
    }
}
