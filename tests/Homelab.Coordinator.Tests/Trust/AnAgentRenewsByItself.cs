using Homelab.Agent;
using Homelab.Agent.Trust;
using Homelab.Agent.Uplink;
using Homelab.Coordinator.Tests.Readings;
using Homelab.Domain.Trust;
using Homelab.Files.Programs;
using Homelab.Host.Identity;
using Homelab.TestKit.Repo;
using Homelab.TestKit.Waiting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Homelab.Coordinator.Tests.Trust;

/// <summary>Nobody asks for a renewal: the part of the shipped agent that runs beside its stream looks each hour.</summary>
public sealed class AnAgentRenewsByItself : OneNodeAndItsCoordinator
{
    private static readonly TimeSpan s_hour = TimeSpan.FromHours(1);
    private static readonly TimeSpan s_bound = TimeSpan.FromSeconds(30);

    private readonly WallClock _wall = new();

    private protected override TimeProvider Time => _wall;

    [Fact]
    public async Task Within_an_hour_of_two_thirds_of_its_certificates_life()
    {
        Pi1.Marks = MachineMarks.Unknown;
        await Pi1.EnrolledAsync();
        var first = Pi1.Credentials;
        _wall.Now = first.Life.From + CertificateLife.OfNode * 2 / 3 - s_hour / 2;
        var clock = new HourlyClock(_wall.Now);
        using var machine = new TempFolder();
        using var agent = AgentHost.Build(FileOf(machine), new BootIdentity("boot-of-pi1", 7, "a machine"), clock);
        var renewal = agent.Services.GetServices<IHostedService>().OfType<CertificateRenewal>().Single();
        await renewal.StartAsync(TestContext.Current.CancellationToken);

        await Until.TrueAsync(() => clock.Waits == 1, s_bound, "the first look");
        Assert.Equal(first.Certificate.SerialNumber, Pi1.Credentials.Certificate.SerialNumber);
        clock.Advance(s_hour);
        await Until.TrueAsync(() => clock.Waits == 2, s_bound, "the look after an hour");
        Assert.NotEqual(first.Certificate.SerialNumber, Pi1.Credentials.Certificate.SerialNumber);
        await renewal.StopAsync(TestContext.Current.CancellationToken);
        Assert.Null(await Pi1.ComesInAsync(1));
    }

    [Fact]
    public async Task An_hour_after_something_that_nobody_thought_of_went_wrong_and_the_log_has_it()
    {
        await Pi1.EnrolledAsync();
        var first = Pi1.Credentials;
        _wall.Now = first.Life.From + CertificateLife.OfNode * 2 / 3;
        var clock = new HourlyClock(_wall.Now) { IsBroken = true };
        var log = new SpokenLog();
        using var renewal = new CertificateRenewal(new UplinkSettings(Hub.Agents!, "0.1.0", "test") { Credentials = Pi1.File, Marks = Pi1.Marks }, clock, log.For<CertificateRenewal>());
        await renewal.StartAsync(TestContext.Current.CancellationToken);

        await Until.TrueAsync(() => clock.Waits == 1, s_bound, "the first look");
        Assert.Contains("Error The look at this node's certificate failed", Assert.Single(log.Lines), StringComparison.Ordinal);
        clock.IsBroken = false;
        clock.Advance(s_hour);
        await Until.TrueAsync(() => clock.Waits == 2, s_bound, "the look after an hour");
        Assert.NotEqual(first.Certificate.SerialNumber, Pi1.Credentials.Certificate.SerialNumber);
        await renewal.StopAsync(TestContext.Current.CancellationToken);
    }

    private AgentFileConfig FileOf(TempFolder machine) => new()
    {
        Node = "pi1",
        Coordinator = Hub.Agents!,
        Root = machine.Folder("root"),
        StateDirectory = Path.GetDirectoryName(Path.GetDirectoryName(Pi1.File.Path))!,
        RuntimeDirectory = machine.Folder("run"),
        PowerOff = PowerOffMethod.None,
    };

    /// <summary>Moved by hand; knows how often somebody began to wait for an hour.</summary>
    private sealed class HourlyClock(DateTimeOffset wall) : HandClock(wall)
    {
        private int _waits;

        public int Waits => Volatile.Read(ref _waits);

        public bool IsBroken { get; set; }

        public override DateTimeOffset GetUtcNow() => IsBroken ? throw new InvalidOperationException("The clock is broken.") : base.GetUtcNow();

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            var timer = base.CreateTimer(callback, state, dueTime, period);
            _ = dueTime == s_hour ? Interlocked.Increment(ref _waits) : 0;
            return timer;
        }
    }
}
