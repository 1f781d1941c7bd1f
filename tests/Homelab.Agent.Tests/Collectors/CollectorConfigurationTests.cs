using Homelab.Agent.Collectors;
using Homelab.Contracts.V1;
using Homelab.TestKit.Repo;
using Microsoft.Extensions.Logging.Abstractions;

namespace Homelab.Agent.Tests.Collectors;

public class CollectorConfigurationTests
{
    [Fact]
    public void A_collector_has_its_own_setting_or_the_one_for_all_or_ten_seconds()
    {
        var plan = CollectorPlan.From(Config(Setting("*", 30_000), Setting("hwmon", 60_000, enabled: false)));

        Assert.Equal((false, 60.0), (plan.For("hwmon").Enabled, plan.For("hwmon").Interval.TotalSeconds));
        Assert.Equal((true, 30.0), (plan.For("cpu").Enabled, plan.For("cpu").Interval.TotalSeconds));
        Assert.Equal(10.0, CollectorPlan.Default.For("cpu").Interval.TotalSeconds);
    }

    [Theory]
    [InlineData(0, 10.0)]
    [InlineData(-5, 10.0)]
    [InlineData(1, 1.0)]
    [InlineData(long.MaxValue, 86400.0)]
    public void Intervals_that_would_harm_the_node_are_bounded(long milliseconds, double seconds) =>
        Assert.Equal(seconds, CollectorPlan.From(Config(Setting("cpu", milliseconds))).For("cpu").Interval.TotalSeconds);

    [Fact]
    public void Lists_are_bounded_too()
    {
        var setting = Setting("systemd", 1000);
        setting.Options["units"] = new StringList { Items = { Enumerable.Range(0, 5000).Select(number => $"u{number}.service"), new string('x', 5000), "" } };

        Assert.Equal(256, CollectorPlan.From(Config(setting)).For("systemd").Option("units").Length);
        Assert.Empty(CollectorPlan.Default.For("systemd").Option("units"));
    }

    [Fact]
    public void What_was_kept_is_there_after_a_restart()
    {
        using var folder = new TempFolder();
        Cache(folder).Keep(Config(Setting("cpu", 5000)));

        Assert.Equal(5000, Cache(folder).Load()?.Collectors[0].IntervalMs);
    }

    [Fact]
    public void The_same_configuration_is_not_written_again_also_after_a_restart()
    {
        using var folder = new TempFolder();
        Cache(folder).Keep(Config(Setting("cpu", 5000)));
        var cache = Cache(folder);
        cache.Load();

        cache.Keep(Config(Setting("cpu", 5000)));
        Assert.Equal(0, cache.Writes);
        cache.Keep(Config(Setting("cpu", 6000)));
        Assert.Equal(1, cache.Writes);
    }

    [Theory]
    [InlineData("")]
    [InlineData("\u0001\u0002 garbage")]
    public void A_damaged_file_or_an_empty_one_never_ends_the_agent(string content)
    {
        using var folder = new TempFolder();
        folder.Write("collectors.pb", content);

        Assert.Empty(Cache(folder).Load()?.Collectors ?? []);
    }

    [Fact]
    public void A_state_directory_that_is_gone_loses_the_copy_and_nothing_else()
    {
        var cache = new CollectorConfigCache("/not/there", NullLogger<CollectorConfigCache>.Instance);

        cache.Keep(Config(Setting("cpu", 5000)));

        Assert.Equal(0, cache.Writes);
    }

    private static CollectorConfigCache Cache(TempFolder folder) => new(folder.Path, NullLogger<CollectorConfigCache>.Instance);

    private static CollectorConfig Config(params CollectorSetting[] settings) => new() { Version = "1", Collectors = { settings } };

    private static CollectorSetting Setting(string name, long milliseconds, bool enabled = true) => new() { Name = name, IntervalMs = milliseconds, Enabled = enabled };
}
