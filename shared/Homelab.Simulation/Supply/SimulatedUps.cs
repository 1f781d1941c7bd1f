using System.Globalization;
using Homelab.Domain;
using Homelab.Domain.Lab;
using Homelab.Domain.Power;
using Homelab.Simulation.Machines;

namespace Homelab.Simulation.Supply;

/// <summary>A UPS with a true battery, and what its upsd says of it.</summary>
public sealed partial class SimulatedUps
{
    /// <summary>A battery gives less at a higher load: time falls with this power of it (Peukert's law, for lead-acid).</summary>
    private const double Peukert = 1.2;

    /// <summary>From an overload on battery to no output.</summary>
    private static readonly TimeSpan TripsAfter = TimeSpan.FromSeconds(1);

    /// <summary>A battery takes this much longer to charge than it gives.</summary>
    private const double ChargesSlower = 20;

    private readonly VirtualClock _clock;
    private double _charge = 1;
    private double _load = 1;
    private double _share = 1;
    private double? _watts;
    private Moment _since;
    private int _version;

    public SimulatedUps(FeedConfig config, VirtualClock clock, TimeSpan runtime) =>
        (Config, _clock, Runtime, _since) = (config, clock, runtime, clock.Now);

    public FeedConfig Config { get; }

    public string Name => Config.Name;

    /// <summary>How long a full battery truly carries the whole load.</summary>
    public TimeSpan Runtime { get; private set; }

    public bool HasMains { get; private set; } = true;

    /// <summary>On battery, by what the UPS does and not by what it says.</summary>
    public bool IsOnBattery => !HasMains && !IsEmpty;

    public bool IsEmpty { get; private set; }

    /// <summary>More hung on its battery than it carries: as good as empty, until its mains return.</summary>
    public bool HasTripped { get; private set; }

    public bool WasOverloaded { get; private set; }

    /// <summary>Its battery had to carry more than a moment before.</summary>
    public bool HasCarriedMore { get; private set; }

    /// <summary>In watts; null where nobody knows.</summary>
    public double? Watts => _watts * _load;

    /// <summary>It says what it carries, and what it can.</summary>
    public bool TellsWatts { get; set; }

    public bool IsLive => !IsCut && (HasMains || !IsEmpty);

    public Moment? OnBatterySince { get; private set; }

    public Moment? LastOnBattery { get; private set; }

    /// <summary>How much longer it says it lasts than it does, as a ratio; 1 is the truth.</summary>
    public double Boast { get; set; } = 1;

    /// <summary>It said something false, or its battery was not what it said: what follows is its fault.</summary>
    public bool HasLied { get; private set; }

    /// <summary>False: it gives neither runtime nor charge.</summary>
    public bool TellsRuntime { get; set; } = true;

    /// <summary>LB from this much true runtime downwards.</summary>
    public TimeSpan LowAt { get; set; } = TimeSpan.Zero;

    /// <summary>Its upsd does not answer until then.</summary>
    public Moment SilentUntil { get; set; } = Moment.Zero;

    /// <summary>LB, as it shows it.</summary>
    public bool IsLow => IsOnBattery && Left * Boast <= LowAt;

    /// <summary>What its battery is said to be at; null where it does not tell.</summary>
    public double? Celsius { get; set; }

    /// <summary>Somebody else's upsmon that is logged in; null where there is none.</summary>
    internal ForeignClient? Foreigner { get; set; }

    /// <summary>Tokens that it shows besides its own, such as FSD.</summary>
    public string ExtraTokens { get; set; } = "";

    internal Action<SimulatedUps> Changed { get; set; } = _ => { };

    public double Charge => Math.Clamp(_charge + ((_clock.Now - _since).TotalSeconds * Rate), 0, 1);

    /// <summary>True time until empty at the present load, as if the mains were away.</summary>
    public TimeSpan Left => Charge * Runtime / Drain;

    /// <summary>The least that it ever carried, of the load for which the runtime is given.</summary>
    public double LeastDrain { get; private set; } = 1;

    private double Rate => IsTesting ? -Drain / Runtime.TotalSeconds : HasMains ? 1 / (ChargesSlower * Runtime.TotalSeconds) : IsCut || IsEmpty ? 0 : -Drain / Runtime.TotalSeconds;

    private double Drain => Math.Max(0.05, _load * (_share > 1 ? Math.Pow(_share, Peukert) : _share));

    private bool IsOverloaded => IsOnBattery && !IsCut && Watts > Config.RatingWatts;

    public void Mains(bool on)
    {
        Settle();
        if (HasMains == on)
        {
            return;
        }

        WentInTest |= !on && _clock.Now < HiddenUntil;
        IsTesting = false;
        (HasMains, OnBatterySince) = (on, on ? null : _clock.Now);
        if (!on)
        {
            IsEmpty = _charge <= 0;
        }
        else
        {
            (IsEmpty, HasTripped) = (false, false);
        }

        Watch();
        Changed(this);
        if (on && IsCut)
        {
            _clock.After(ReturnsAfter, Return);
        }
    }

    /// <param name="share">Of the load for which the runtime is given.</param>
    public void Carry(double share)
    {
        Settle();
        _load = Math.Max(0.05, share);
        Watch();
    }

    /// <summary>What hangs on it, in watts.</summary>
    /// <param name="whole">What the runtime is given for.</param>
    public void Feel(double watts, double whole)
    {
        Settle();
        HasCarriedMore |= IsOnBattery && watts > _watts + 1;
        (_watts, _share) = (watts, watts / whole);
        Watch();
    }

    /// <summary>It holds less than it said.</summary>
    public void Lose(double ratio)
    {
        Settle();
        _charge = Math.Max(0, _charge - ratio);
        HasLied = true;
        Watch();
    }

    public void SetCharge(double ratio)
    {
        Settle();
        _charge = ratio;
        Watch();
    }

    public void Lies(double boast) => (Boast, HasLied) = (boast, HasLied || boast > 1);

    public FeedPoll Poll(Moment at, bool isReachable)
    {
        if (!isReachable || _clock.Now < SilentUntil)
        {
            return new FeedFailed(at, FeedFailure.Unreachable, "Nobody answers.");
        }

        if (!IsLive)
        {
            return new FeedFailed(at, FeedFailure.DriverNotConnected, "The driver has lost the UPS.");
        }

        var status = (IsTesting ? ShowsTests ? "OL TEST DISCHRG" : "OB DISCHRG" : HasMains ? "OL CHRG" : IsLow ? "OB DISCHRG LB" : "OB DISCHRG") + (ExtraTokens.Length > 0 ? " " + ExtraTokens : "") + (IsForced ? " FSD" : "");
        var variables = new Dictionary<string, string> { ["ups.status"] = status };
        if (TellsRuntime)
        {
            variables["battery.runtime"] = Math.Max(1, Math.Floor(Left.TotalSeconds * Boast)).ToString(CultureInfo.InvariantCulture);
            variables["battery.charge"] = Math.Floor(100 * Math.Min(1, Charge * (Boast > 1 ? 1.1 : 1))).ToString(CultureInfo.InvariantCulture);
            variables["ups.load"] = Math.Round(100 * (Watts / Config.RatingWatts ?? _load * _share)).ToString(CultureInfo.InvariantCulture);
        }

        if (TellsWatts && Watts is { } watts)
        {
            variables["ups.realpower"] = Math.Ceiling(watts).ToString(CultureInfo.InvariantCulture);
            if (Config.RatingWatts is { } rating)
            {
                variables["ups.realpower.nominal"] = rating.ToString("0", CultureInfo.InvariantCulture);
            }
        }

        if (Celsius is { } celsius)
        {
            variables["battery.temperature"] = celsius.ToString("0.#", CultureInfo.InvariantCulture);
        }

        return new FeedAnswered(at, UpsVariables.Read(variables, Foreigner is null ? [] : [ForeignClient.Address]));
    }

    private void Settle()
    {
        _charge = Charge;
        _since = _clock.Now;
        if (IsOnBattery)
        {
            LastOnBattery = _clock.Now;
        }
    }

    /// <summary>Plans the moment at which it is empty.</summary>
    private void Watch()
    {
        var version = ++_version;
        LeastDrain = Math.Min(LeastDrain, Drain);
        if (HasMains || IsEmpty || IsCut)
        {
            return;
        }

        var trips = IsOverloaded && Left > TripsAfter;
        _clock.After(trips ? TripsAfter : Left, () =>
        {
            if (version == _version)
            {
                Settle();
                (IsEmpty, HasTripped, _charge) = (true, trips, trips ? _charge : 0);
                WasOverloaded |= trips;
                Changed(this);
            }
        });
    }
}
