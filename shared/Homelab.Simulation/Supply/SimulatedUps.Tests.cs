using Homelab.Domain;
using Homelab.Domain.Power;

namespace Homelab.Simulation.Supply;

/// <summary>A self-test: for a while its battery carries the load although the mains are there.</summary>
public sealed partial class SimulatedUps
{
    private int _tests;

    /// <summary>On battery because it was told so. Mains that go meanwhile make an outage of it.</summary>
    public bool IsTesting { get; private set; }

    public bool HasTested => _tests > 0;

    /// <summary>Its mains went while that looked like its test.</summary>
    public bool WentInTest { get; private set; }

    /// <summary>It says TEST meanwhile; without it nobody can tell a test from an outage.</summary>
    public bool ShowsTests { get; set; }

    /// <summary>Until then an OB is taken for its test (ADR 0022).</summary>
    public Moment HiddenUntil { get; private set; } = Moment.Zero;

    public void Test(TimeSpan span)
    {
        if (!HasMains || IsCut || IsTesting)
        {
            return;
        }

        Settle();
        var test = ++_tests;
        (IsTesting, HiddenUntil) = (true, _clock.Now + SelfTestCourse.Hidden);
        _clock.After(span, () =>
        {
            if (IsTesting && test == _tests)
            {
                Settle();
                IsTesting = false;
            }
        });
    }
}
