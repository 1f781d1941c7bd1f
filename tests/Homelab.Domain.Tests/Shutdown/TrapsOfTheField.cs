namespace Homelab.Domain.Tests.Shutdown;

/// <summary>What UPSes do in the field, one short text in Traps/ each; <see cref="UpsScript"/> says how they are written.</summary>
public sealed class TrapsOfTheField
{
    private static readonly string s_folder = Path.Combine(AppContext.BaseDirectory, "Traps");

    private static readonly string[] s_scripts = [.. Directory.GetFiles(s_folder, "*.ups").Select(path => Path.GetFileNameWithoutExtension(path)!).Order(StringComparer.Ordinal)];

    private const string Shed = "mains return in mid-shutdown, and what was shed stays dark";

    public static TheoryData<string> Names => [.. s_scripts];

    /// <summary>What is known to go wrong with UPSes, and the scripts that show what is made of it.</summary>
    public static TheoryData<string, string> List => new()
    {
        { Shed, "mains-return-in-mid-shutdown flapping-mains the-mains-come-back-and-contact-is-lost" },
        { "was told is taken for is off", "told-is-not-off" },
        { "low battery never comes, or in the first second", "low-battery-never-comes low-battery-in-the-first-second low-battery-flickers" },
        { "a runtime of 0, 65535, 3932100, -60, 36:00, or one that stands still", "nonsense-for-a-runtime a-runtime-that-stands-still" },
        { "a charge of 120, 255, -197.6, or one that was never true", "nonsense-for-a-charge the-battery-is-worse-than-it-says" },
        { "neither charge nor runtime", "neither-charge-nor-runtime" },
        { "OL OB, OL DISCHRG OB", "on-line-and-on-battery-at-once" },
        { "bare TRIM, ALARM alone, LB OL CHRG, OL HE, and words that nobody knows", "words-that-say-nothing" },
        { "OL DISCHRG at 100 % on the mains", "discharging-on-line-at-full-charge" },
        { "CAL and self-tests that look like outages", "calibration self-test self-test-of-its-own a-test-in-an-outage a-test-that-never-ends" },
        { "USB contact lost in the moment of transfer", "contact-lost-in-the-moment-of-transfer contact-lost-and-nobody-else-tells the-mains-come-back-and-contact-stays-lost" },
        { "load.off on line, or where it is all that the driver knows", "load-off-while-on-line the-cut-is-not-taken" },
        { "an off delay rounded to whole minutes", "the-delay-is-rounded-to-minutes" },
        { "a second outage before the recharge", "a-second-outage-before-the-recharge" },
        { "a switch that is on no UPS", "the-switch-is-on-no-UPS the-switch-is-on-no-UPS-and-the-node-reads-its-own the-switch-is-on-no-UPS-and-the-node-stays" },
    };

    [Theory]
    [MemberData(nameof(List))]
    public void Each_has_a_script(string trap, string scripts) => Assert.True(scripts.Split(' ').All(s_scripts.Contains), trap);

    [Fact]
    public void No_script_is_without_its_trap() =>
        Assert.Equal(s_scripts, List.SelectMany(row => row.Data.Item2.Split(' ')).Order(StringComparer.Ordinal));

    [Fact]
    public void Where_something_was_shed_the_script_asks_whether_it_is_on_again() => Assert.All(
        List.Single(row => row.Data.Item1 == Shed).Data.Item2.Split(' '),
        script => Assert.EndsWith(" on web db nas hub", File.ReadAllText(Path.Combine(s_folder, $"{script}.ups")).TrimEnd()));

    [Theory]
    [MemberData(nameof(Names))]
    public void Hurts_nobody(string name)
    {
        var wrong = UpsScript.Play(File.ReadAllText(Path.Combine(s_folder, $"{name}.ups")));
        Assert.True(wrong is [], string.Join('\n', wrong));
    }
}
