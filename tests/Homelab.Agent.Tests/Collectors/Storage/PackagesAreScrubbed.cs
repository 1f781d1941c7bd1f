using System.Security.Cryptography;
using Homelab.Agent.Collectors;
using Homelab.Agent.Collectors.Storage;
using Homelab.TestKit.Repo;
using Homelab.TestKit.Waiting;

namespace Homelab.Agent.Tests.Collectors.Storage;

public sealed class PackagesAreScrubbed : IDisposable
{
    private readonly HandClock _clock = new(new DateTimeOffset(2026, 11, 29, 12, 0, 0, TimeSpan.Zero));
    private readonly TempFolder _state = new();
    private readonly TestRoot _root = new();
    private readonly PackageScrub _scrub;
    private bool _isOnBattery;

    public PackagesAreScrubbed() => _scrub = Scrub();

    public void Dispose()
    {
        _scrub.Dispose();
        _root.Dispose();
        _state.Dispose();
    }

    private PackageScrub Scrub() => new(_root.Root, _state.Path, () => _isOnBattery, _clock);

    private static string Content(string file, int bytes) => string.Concat(Enumerable.Repeat(file, bytes / file.Length + 1))[..bytes];

    private static string Sum(string content)
    {
        using var md5 = IncrementalHash.CreateHash(HashAlgorithmName.MD5);
        md5.AppendData(System.Text.Encoding.UTF8.GetBytes(content));
        return Convert.ToHexStringLower(md5.GetHashAndReset());
    }

    private void Package(string name, int bytes, params string[] files)
    {
        var sums = files.Select(file => $"{Sum(Content(file, bytes))}  {file}\n");
        foreach (var file in files)
        {
            _root.With(file, Content(file, bytes));
            File.SetLastWriteTimeUtc(Path.Combine(_root.Path, file), new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        }

        _root.With($"var/lib/dpkg/info/{name}.md5sums", string.Concat(sums));
    }

    /// <summary>Other bytes and the old time, as a medium does it.</summary>
    private void Flip(string file)
    {
        var path = Path.Combine(_root.Path, file);
        var (bytes, time) = (File.ReadAllBytes(path), File.GetLastWriteTimeUtc(path));
        bytes[^1] ^= 1;
        File.WriteAllBytes(path, bytes);
        File.SetLastWriteTimeUtc(path, time);
    }

    private void Rounds(PackageScrub scrub, int rounds)
    {
        for (var i = 0; i < rounds; i++)
        {
            scrub.Read();
            _clock.Advance(TimeSpan.FromSeconds(10));
        }
    }

    [Fact]
    public void A_healthy_system_is_read_to_its_end_and_left_alone_for_a_month()
    {
        Package("bash", 100_000, "bin/bash", "usr/share/bash/a");
        Package("coreutils", 10, "bin/cat");
        Rounds(_scrub, 3);
        var last = _scrub.Last!;
        Assert.Equal((2, 2, 3L, 200_010L, false), (last.Packages, last.Of, last.Files, last.Bytes, last.IsBad));
        Assert.Equal("homelab_agent_read_bytes_total{cause=\"package_scrub\"} 200010", _scrub.Read().Lines[0]);

        Flip("bin/cat");
        _clock.Advance(TimeSpan.FromDays(29));
        Rounds(_scrub, 3);
        Assert.False(_scrub.Last!.IsBad);
        _clock.Advance(TimeSpan.FromDays(2));
        Rounds(_scrub, 3);
        Assert.Equal((1, "/bin/cat"), (_scrub.Last!.Mismatched, _scrub.Last.First));
    }

    [Fact]
    public void Other_bytes_are_found_and_what_was_changed_on_purpose_removed_diverted_or_a_conffile_is_not()
    {
        Package("bash", 70_000, "bin/flipped", "bin/edited", "bin/removed", "bin/diverted", "etc/conffile");
        _root.With("var/lib/dpkg/info/bash.conffiles", "/etc/conffile\n").With("var/lib/dpkg/diversions", "/bin/diverted\n/bin/diverted.real\nother\n");
        Flip("bin/flipped");
        Flip("bin/diverted");
        Flip("etc/conffile");
        File.WriteAllText(Path.Combine(_root.Path, "bin/edited"), "mine");
        File.SetLastWriteTimeUtc(Path.Combine(_root.Path, "bin/edited"), new DateTime(2100, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        File.Delete(Path.Combine(_root.Path, "bin/removed"));

        Rounds(_scrub, 4);

        var last = _scrub.Last!;
        Assert.Equal((1, 0, 0, 2L, 0L, "/bin/flipped"), (last.Mismatched, last.Varying, last.Unreadable, last.PassedOver, last.Files, last.First));
    }

    [Fact]
    public void It_keeps_to_its_budget_and_reads_nothing_on_battery()
    {
        Package("big", 25_000_000, "usr/lib/big");
        _isOnBattery = true;
        Rounds(_scrub, 3);
        Assert.Equal((0L, true), (_scrub.Last!.Bytes, _scrub.Last.IsPaused));

        _isOnBattery = false;
        Rounds(_scrub, 1);
        Assert.InRange(_scrub.Last!.Bytes, 9_900_000, 10_100_000);
        _clock.Advance(TimeSpan.FromHours(8));
        Rounds(_scrub, 1);
        Assert.InRange(_scrub.Last!.Bytes, 19_900_000, 20_200_000);
        Assert.Equal(0, _scrub.Last.Packages);
    }

    [Fact]
    public void A_restart_goes_on_where_the_last_package_ended_with_what_was_found()
    {
        Package("a", 100, "bin/a");
        Package("b", 15_000_000, "bin/b");
        Package("c", 100, "bin/c");
        Flip("bin/a");
        _clock.Advance(TimeSpan.FromMinutes(11));
        Rounds(_scrub, 2);
        Assert.Equal((1, 1), (_scrub.Last!.Packages, _scrub.Last.Mismatched));

        using var later = Scrub();
        Rounds(later, 1);
        Assert.Equal((1, 3, 1, 300L, "/bin/a"), (later.Last!.Packages, later.Last.Of, later.Last.Mismatched, later.Last.Bytes, later.Last.First));
        Rounds(later, 4);
        Assert.Equal((3, 2L, 1), (later.Last!.Packages, later.Last.Files, later.Last.Mismatched));
    }
}
