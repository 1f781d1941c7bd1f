using System.Net;
using Homelab.Coordinator.Events;
using Homelab.Coordinator.Tests.Api;
using Homelab.Coordinator.Trust;
using Homelab.Domain.Trust;
using Homelab.Host;

namespace Homelab.Coordinator.Tests.Trust;

/// <summary>It runs on a Raspberry Pi and begins in 1970 after the power cut, when its nodes need it most; the last certificate of a node was signed nineteen days ago.</summary>
public sealed class ACoordinatorWithoutAClock : OneNodeAndItsCoordinator
{
    private static readonly TimeProvider s_right = new BootClock();
    private static readonly TimeProvider s_behind = new ClockAt(DateTimeOffset.UnixEpoch.AddMinutes(3));

    private protected override TimeProvider Time { get; } = new ClockAt(s_right.GetUtcNow().AddDays(-19));

    [Fact]
    public async Task Is_heard_by_a_node_whose_clock_is_right_and_by_one_whose_is_not()
    {
        await Pi1.EnrolledAsync();
        await using var begun = await BeginAgainAsync(s_behind);

        Assert.Equal(("attic", ""), await Pi1.HelloToAsync(begun.Agents!, by: s_right));
        Assert.Equal(("attic", ""), await Pi1.HelloToAsync(begun.Agents!, by: s_behind));

        // By its own clock, or for the usual seven days, what it shows would be over for both or for the one.
        foreach (var from in new[] { s_behind.GetUtcNow(), begun.Service<EnrolmentBook>().Known })
        {
            var authority = begun.Service<Authorities>().Newest;
            await using var plain = await new FalseCoordinator(authority.SignForCoordinator(from), authority.Certificate).StartAsync();
            Assert.Contains("Set the clock that is wrong.", (await Pi1.HelloToAsync(plain.Address, by: s_right)).Problem, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Signs_for_the_usual_time_again_once_its_clock_is_right()
    {
        await Pi1.EnrolledAsync();
        Assert.Equal(CertificateLife.OfNode, LifeBy(s_behind));
        Assert.Equal(CertificateLife.OfCoordinator, LifeBy(s_right));
    }

    [Fact]
    public async Task That_never_signed_for_a_node_signs_for_none_before_its_clock_can_be_right()
    {
        await using var first = await CoordinatorUnderTest.StartAsync(agents: IPAddress.Loopback, time: s_behind);
        using var node = new NodeUnderTest(first, "pi1", s_behind);
        Assert.Contains("The coordinator's clock says 1970-01-01, which cannot be", await node.EnrolAsync(await node.InvitedAsync()), StringComparison.Ordinal);
    }

    private TimeSpan LifeBy(TimeProvider clock)
    {
        var shown = new ServerCertificate(Hub.Service<Authorities>(), new EnrolmentBook(Hub.StateDirectory, clock, Hub.Service<IEventFeed>())).Current();
        return shown.NotAfter - shown.NotBefore;
    }

    private Task<CoordinatorUnderTest> BeginAgainAsync(TimeProvider clock) => CoordinatorUnderTest.StartAsync(
        prepare: state =>
        {
            Directory.CreateDirectory(Path.Combine(state, AuthorityFile.Directory));
            foreach (var file in Directory.EnumerateFiles(Path.Combine(Hub.StateDirectory, AuthorityFile.Directory)))
            {
                File.Copy(file, Path.Combine(state, AuthorityFile.Directory, Path.GetFileName(file)));
            }

            return Task.CompletedTask;
        },
        agents: IPAddress.Loopback,
        time: clock);

    /// <summary>Of its wall clock alone; what elapses is this machine's.</summary>
    private sealed class ClockAt(DateTimeOffset wall) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => wall;
    }
}
