using Homelab.Agent.Collectors;
using Homelab.Agent.Collectors.Storage;
using Homelab.Domain.Storage;
using Homelab.TestKit.Repo;
using Homelab.TestKit.Waiting;

namespace Homelab.Agent.Tests.Collectors.Storage;

/// <summary>A real file system whose medium is changed from outside, under the page cache.</summary>
public sealed class CorruptionIsFound : IDisposable
{
    private const int Files = 2, Blocks = 24;

    private readonly LoopDisk _disk = new(8);
    private readonly HandClock _clock = new(TimeProvider.System.GetUtcNow());
    private readonly CanaryFiles _canaries;
    private readonly Canary _canary;

    public CorruptionIsFound()
    {
        _canaries = new CanaryFiles(Path.Combine(_disk.Path, "canary"), Files, Blocks);
        _canary = new Canary(_canaries, _disk.Path, _clock);
    }

    public void Dispose()
    {
        _canary.Dispose();
        _disk.Dispose();
    }

    private CanaryReport NextPass(Canary? canary = null)
    {
        (canary ?? _canary).Read();
        _clock.Advance(TimeSpan.FromDays(1));
        return (canary ?? _canary).Last!;
    }

    private static byte[] Block(long sequence, int file, int number)
    {
        var block = new byte[CanaryBlock.Bytes];
        CanaryBlock.Fill(block, sequence, file, number);
        return block;
    }

    [Fact]
    public void Nothing_is_found_on_a_healthy_device_and_the_only_writing_is_counted()
    {
        Assert.Equal(["homelab_agent_written_bytes_total{cause=\"canary\"} 196612"], _canary.Read().Lines);
        _clock.Advance(TimeSpan.FromDays(1));
        Assert.Equal(["homelab_agent_written_bytes_total{cause=\"canary\"} 196612"], _canary.Read().Lines);
        var last = _canary.Last!;
        Assert.Equal((1L, null, 196608L, false, ""), (last.Sequence, last.Found, last.Bytes, last.IsBad, last.First));
        Assert.NotNull(last.ReadAgo);
    }

    [Fact]
    public void A_flipped_bit_is_found_where_it_is_and_is_the_same_each_time()
    {
        NextPass();
        var at = _disk.Find(Block(1, 1, 5));
        var bytes = _disk.Take(at + 1000, 1);
        _disk.Put(at + 1000, [(byte)(bytes[0] ^ 0x10)]);

        var found = NextPass();

        Assert.Equal((1, 0, 0, false, "canary.1 at byte 20480"), (found.Damaged, found.OtherCopies, found.Unreadable, found.Varies, found.First));
    }

    [Fact]
    public void An_older_copy_of_blocks_that_is_put_back_is_told_from_damage()
    {
        NextPass();
        var at = _disk.Find(Block(1, 0, 3));
        var old = _disk.Take(at, 2 * CanaryBlock.Bytes);
        File.SetLastWriteTimeUtc(Path.Combine(_disk.Path, "canary", "canary.sequence"), _clock.GetUtcNow().AddDays(-31).UtcDateTime);
        _canary.Read();
        var anew = NextPass();
        Assert.Equal((2L, false), (anew.Sequence, anew.IsBad));
        Assert.Equal(at, _disk.Find(Block(2, 0, 3)));
        _disk.Put(at, old);

        var found = NextPass();

        Assert.Equal((0, 2, 0, "canary.0 at byte 12288"), (found.Damaged, found.OtherCopies, found.Unreadable, found.First));
    }

    [Fact]
    public void A_read_that_ends_in_an_error_is_counted_apart()
    {
        NextPass();
        var (index, offset) = _disk.Furthest([.. Enumerable.Range(0, Files * Blocks).Select(i => Block(1, i / Blocks, i % Blocks))]);
        _disk.CutOffAt(offset);

        var found = NextPass();

        Assert.Equal((0, 0, 1), (found.Damaged, found.OtherCopies, found.Unreadable));
        Assert.StartsWith($"canary.{index / Blocks} at byte ", found.First, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_system_that_became_read_only_is_the_write_probes_to_tell_and_its_canaries_are_read_on()
    {
        NextPass();
        var probe = new WriteProbe(_disk.Path, _clock);
        probe.Read();
        _disk.MakeReadOnly();
        _clock.Advance(TimeSpan.FromDays(1));
        probe.Read();
        using var later = new Canary(_canaries, _disk.Path, _clock);

        var found = NextPass(later);

        Assert.Equal(ProbeOutcome.ReadOnly, probe.Last!.Outcome);
        Assert.Equal((1L, 1L, false), (found.Sequence, found.Found, found.IsBad));
        Assert.NotNull(found.ReadAgo);
    }

    [Fact]
    public void A_writing_that_was_cut_short_is_done_again_and_is_no_finding()
    {
        NextPass();
        File.WriteAllText(Path.Combine(_disk.Path, "canary", "canary.writing"), "2\n");
        using (var torn = new FileStream(_canaries.PathOf(0), FileMode.Open, FileAccess.Write))
        {
            torn.Write(Block(2, 0, 0));
        }

        using var later = new Canary(_canaries, _disk.Path, _clock);
        var found = NextPass(later);

        Assert.Equal((2L, 1L, false), (found.Sequence, found.Found, found.IsBad));
    }
}
