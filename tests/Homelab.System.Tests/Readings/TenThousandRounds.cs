using Homelab.TestKit.Labs;

namespace Homelab.System.Tests.Readings;

/// <summary>What an agent takes of its machine in the long run.</summary>
[Trait("Run", "full")]
public sealed class TenThousandRounds(ARunOfTenThousandRounds run) : IClassFixture<ARunOfTenThousandRounds>
{
    private const string State = "/state/agent/";

    private const int PageBytes = 4096, KibiByte = 1024;

    /// <summary>A file that is replaced takes a page for itself and one for its folder.</summary>
    private const int PagesPerWrite = 2;

    [Fact]
    public void Are_made_with_every_chip_read_and_no_collector_failing()
    {
        Assert.InRange(run.Number("rounds"), ARunOfTenThousandRounds.Rounds, int.MaxValue);
        var sensors = LabOnOneMachine.Last(run.Console, "sensors").GetProperty("sensors").EnumerateArray().Select(sensor => sensor.GetProperty("state").GetString()).ToList();
        Assert.Equal(Enumerable.Repeat("OK", 20), sensors);
        Assert.DoesNotContain(run.Console, line => line.StartsWith("collector 0", StringComparison.Ordinal));
        Assert.Contains("collector 1 i2c-1", run.Console);
    }

    [Fact]
    public void Take_less_than_16_MB_of_memory_at_rest_and_at_their_peak()
    {
        const long most = 16_000_000 / KibiByte;
        Assert.InRange(run.Number("least"), 1, most);
        Assert.InRange(run.Number("peak"), 1, most);
    }

    [Fact]
    public void Write_to_no_file_that_is_not_declared()
    {
        var declared = DeclaredWrites.Read();
        Assert.Empty(run.Wrote("wrote").Keys.Select(FileOf).Except(declared.Select(write => write.File)));
        Assert.Empty(run.Wrote("regularly").Keys.Select(FileOf).Except(declared.Where(write => write.Cause.Length > 0).Select(write => write.File)));
    }

    [Fact]
    public void Have_each_byte_that_is_written_regularly_counted_by_its_cause()
    {
        var causes = DeclaredWrites.Read().Select(write => write.Cause).Where(cause => cause.Length > 0).Distinct().ToList();
        var counted = causes.Sum(cause => run.Number($"end-{cause}") - run.Number($"settled-{cause}"));
        var byTheKernel = run.Number("end-kernel") - run.Number("settled-kernel");
        var writes = run.Wrote("regularly").Values.Sum();

        Assert.All(causes, cause => Assert.True(run.Number($"end-{cause}") > 0, $"nothing was counted as {cause}"));
        Assert.InRange(byTheKernel, counted, counted + (long)writes * PagesPerWrite * PageBytes);
    }

    /// <summary>Below the state directory, and of a file that takes the place of another by its new name.</summary>
    private static string FileOf(string path)
    {
        var file = path.StartsWith(State, StringComparison.Ordinal) ? path[State.Length..] : path;
        return file.EndsWith(".tmp", StringComparison.Ordinal) ? file[..^".tmp".Length] : file;
    }
}
