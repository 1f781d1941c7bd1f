using Homelab.Agent.Collectors;
using Homelab.Agent.Collectors.Storage;
using Homelab.Domain.Storage;
using Homelab.TestKit.Repo;
using Homelab.TestKit.Waiting;

namespace Homelab.Agent.Tests.Collectors.Storage;

public sealed class WriteProbeTests : IDisposable
{
    private readonly HandClock _clock = new();
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void It_writes_once_an_hour_and_raises_the_generation_each_time()
    {
        var probe = new WriteProbe(_folder.Path, _clock);

        Assert.Equal(["homelab_agent_written_bytes_total{cause=\"write_probe\"} 4098"], probe.Read().Lines);
        Assert.Equal(new ProbeReport(ProbeOutcome.Written, 0, null, 1), probe.Last);
        _clock.Advance(TimeSpan.FromMinutes(59));
        Assert.Equal(["homelab_agent_written_bytes_total{cause=\"write_probe\"} 4098"], probe.Read().Lines);
        _clock.Advance(TimeSpan.FromMinutes(1));
        probe.Read();

        Assert.Equal(new ProbeReport(ProbeOutcome.Written, 0, null, 2), probe.Last);
        Assert.Equal("2\n", File.ReadAllText(_folder.At("storage.generation")));
        Assert.Equal(["storage.generation"], Directory.EnumerateFiles(_folder.Path).Select(Path.GetFileName));
    }

    [Fact]
    public void A_later_run_says_what_it_found_and_goes_on_from_there()
    {
        _folder.Write("storage.generation", "41\n");
        var probe = new WriteProbe(_folder.Path, _clock);
        probe.Read();
        _clock.Advance(TimeSpan.FromHours(1));
        probe.Read();

        Assert.Equal(new ProbeReport(ProbeOutcome.Written, 0, 41, 43), probe.Last);
    }

    [Fact]
    public void A_torn_generation_file_counts_as_older_than_everything()
    {
        _folder.Write("storage.generation", "\0\0\0");
        var probe = new WriteProbe(_folder.Path, _clock);
        probe.Read();

        Assert.Equal(new ProbeReport(ProbeOutcome.Written, 0, 0, 1), probe.Last);
    }

    [Fact]
    public void A_read_only_and_a_full_file_system_are_told_apart()
    {
        using var disk = new SmallDisk(1);
        var probe = new WriteProbe(disk.Path, _clock);
        probe.Read();
        disk.FillUpTo(0);
        _clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal(CollectorOutcome.Failed($"{disk.Path} is full"), probe.Read().Outcome);
        Assert.Equal(ProbeOutcome.Full, probe.Last!.Outcome);

        disk.Free();
        disk.MakeReadOnly();
        _clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal(CollectorOutcome.Failed($"{disk.Path} is read only"), probe.Read().Outcome);
        Assert.Equal(new ProbeReport(ProbeOutcome.ReadOnly, 30, null, 1), probe.Last);
    }

    [Fact]
    public void A_state_directory_that_is_gone_is_not_held_against_the_device()
    {
        var probe = new WriteProbe(_folder.At("gone"), _clock);

        Assert.Equal(OutcomeKind.Failed, probe.Read().Outcome.Kind);
        Assert.Equal(ProbeOutcome.NotTried, probe.Last!.Outcome);
    }
}
