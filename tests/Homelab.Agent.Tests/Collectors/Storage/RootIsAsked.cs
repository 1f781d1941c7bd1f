using System.Net.Sockets;
using System.Text;
using Homelab.Agent.Collectors;
using Homelab.Agent.Collectors.Storage;
using Homelab.Domain.Storage;
using Homelab.Host;
using Homelab.TestKit.Waiting;

namespace Homelab.Agent.Tests.Collectors.Storage;

/// <summary>The agent's questions through the socket to the real helper, which runs as root here as there.</summary>
public class RootIsAsked
{
    private const string Card = "sys/devices/platform/emmc2bus/fe340000.mmc/mmc_host/mmc0/mmc0:aaaa";

    private const string Counts = "# Command CRC Errors Occurred:\t 2\n# Data Timeout Occurred:\t 1\n# Data CRC Errors Occurred:\t 5\n";

    /// <summary>Says what it was asked, in the place of a serial number.</summary>
    private const string Well = """printf '{"smartctl":{"exit_status":4},"serial_number":"%s","smart_status":{"passed":true}}' "$*"; exit 4""";

    private const string Sleeps = """printf '{"smartctl":{"exit_status":0}}'; exit 0""";

    private static readonly TimeSpan s_bound = TimeSpan.FromSeconds(30);

    private static TestRoot Machine() => new TestRoot()
        .With($"{Card}/type", "SD\n").Linked("sys/block/mmcblk0/device", "/" + Card).With("sys/block/nvme0n1/device/model", "x\n").With("sys/block/sda/device/model", "x\n");

    [Fact]
    public async Task Each_drive_and_each_controller_once_and_the_answers_are_kept_with_their_age()
    {
        using var root = Machine();
        await using var helper = await WhoAnswersAsRoot.BesideAsync(root, Well, Counts);
        var looks = StorageLooks.For(root.Root, "", () => false, new BootClock());

        await UntilAsync(looks.Smart, CollectorOutcome.Ok, () => looks.Smart.Of("sda") is not null);
        await UntilAsync(looks.Controller, CollectorOutcome.Ok, () => looks.Controller.Of("mmcblk0") is not null);

        Assert.Equal("--json=c --nocheck=standby,0 -a /dev/nvme0", looks.Smart.Of("nvme0n1")?.Answer.Serial);
        Assert.Equal("--json=c --nocheck=standby,0 -a /dev/sda", looks.Smart.Of("sda")?.Answer.Serial);
        Assert.Equal((true, 4), (looks.Smart.Of("sda")?.Answer.Report.Passed, looks.Smart.Of("sda")?.Answer.Report.ExitStatus));
        Assert.InRange(looks.Smart.Of("sda")!.Value.Ago, TimeSpan.Zero, s_bound);
        Assert.Null(looks.Smart.Of("mmcblk0"));
        Assert.Equal((7, 1), (looks.Controller.Of("mmcblk0")?.Answer.Checksums, looks.Controller.Of("mmcblk0")?.Answer.Lost));
    }

    [Fact]
    public async Task What_this_machine_does_not_have_is_said_and_is_no_failure()
    {
        using var root = Machine();
        await using var helper = await WhoAnswersAsRoot.BesideAsync(root, smartctl: null, counts: null);
        var looks = StorageLooks.For(root.Root, "", () => false, new BootClock());

        await UntilAsync(looks.Smart, CollectorOutcome.NothingHere("smart nvme0: there is no /usr/sbin/smartctl: install the package smartmontools"), () => true);
        await UntilAsync(looks.Controller, CollectorOutcome.NothingHere("controller mmc0: the kernel has no /sys/kernel/debug/mmc0/err_stats: it counts these since 5.19, for some controllers"), () => true);
    }

    [Fact]
    public async Task An_answer_that_is_none_hides_no_other_leaves_the_last_and_is_asked_for_again_soon()
    {
        using var root = Machine();
        await using var helper = await WhoAnswersAsRoot.BesideAsync(root, $"case \"$*\" in */dev/nvme0) [ ! -e '{root.Path}/broken' ] || exit 2 ;; esac; {Well}", Counts);
        var clock = new HandClock();
        var smart = StorageLooks.For(root.Root, "", () => false, clock).Smart;
        await UntilAsync(smart, CollectorOutcome.Ok, () => smart.Of("nvme0n1") is not null);

        root.With("broken", "");
        clock.Advance(TimeSpan.FromHours(1));
        await UntilAsync(smart, CollectorOutcome.Failed("smart nvme0: the helper began an answer and said nothing"), () => true);
        Assert.Equal((TimeSpan.FromHours(1), TimeSpan.Zero), (smart.Of("nvme0n1")!.Value.Ago, smart.Of("sda")!.Value.Ago));

        root.Remove("broken");
        clock.Advance(TimeSpan.FromMinutes(6));
        await UntilAsync(smart, CollectorOutcome.Ok, () => smart.Of("nvme0n1")!.Value.Ago == TimeSpan.Zero);
    }

    [Fact]
    public async Task An_answer_is_of_the_very_device_that_was_asked_and_one_that_sleeps_keeps_its_last()
    {
        using var root = Machine().With("sys/block/sda/diskseq", "7\n");
        await using var helper = await WhoAnswersAsRoot.BesideAsync(root, $"[ ! -e '{root.Path}/sleeps' ] || {{ touch '{root.Path}/asked'; {Sleeps}; }}; {Well}", Counts);
        var clock = new HandClock();
        var smart = StorageLooks.For(root.Root, "", () => false, clock).Smart;
        await UntilAsync(smart, CollectorOutcome.Ok, () => smart.Of("sda") is not null);

        root.With("sleeps", "");
        clock.Advance(TimeSpan.FromHours(2));
        await UntilAsync(smart, CollectorOutcome.Ok, () => File.Exists(Path.Combine(root.Path, "asked")));
        Assert.Equal(TimeSpan.FromHours(2), smart.Of("sda")!.Value.Ago);
        root.With("sys/block/sda/diskseq", "8\n");
        Assert.Null(smart.Of("sda"));
    }

    [Fact]
    public async Task Nothing_on_battery()
    {
        using var root = Machine();
        await using var helper = await WhoAnswersAsRoot.BesideAsync(root, Well, Counts);
        var isOnBattery = true;
        var smart = StorageLooks.For(root.Root, "", () => isOnBattery, new HandClock()).Smart;
        Assert.All(Enumerable.Range(0, 5), _ => Assert.Equal(CollectorOutcome.NothingHere("no answer yet"), smart.Read().Outcome));
        isOnBattery = false;
        await UntilAsync(smart, CollectorOutcome.Ok, () => smart.Of("sda") is not null);
    }

    [Fact]
    public async Task Whoever_takes_the_question_and_says_nothing_is_left()
    {
        using var root = Machine();
        Directory.CreateDirectory(Path.Combine(root.Path, "run"));
        using var silent = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        silent.Bind(new UnixDomainSocketEndPoint(Path.Combine(root.Path, RootSocket.Path)));
        silent.Listen();
        var clock = new HandClock();
        var answer = new RootSocket(root.Root, clock).AskAsync(RootQuestion.Smart("sda")!.Value);
        using var taken = await silent.AcceptAsync(TestContext.Current.CancellationToken);
        Assert.False(answer.IsCompleted);
        clock.Advance(TimeSpan.FromSeconds(71));
        Assert.Equal("the helper did not end within 70 s", (await answer).Why);
    }

    [Theory]
    [InlineData("exit 0", "smart nvme0: the helper began an answer and said nothing")]
    [InlineData("echo Smartctl open device failed", "smart nvme0: it gave no answer of smartctl's")]
    [InlineData("head -c 1000000 /dev/zero", "smart nvme0: the helper's answer is longer than any of smartctl's")]
    [InlineData("kill -9 $$", "smart nvme0: the helper began an answer and said nothing")]
    public async Task An_answer_that_is_none_is_a_failure_with_its_reason(string smartctl, string why)
    {
        using var root = Machine();
        await using var helper = await WhoAnswersAsRoot.BesideAsync(root, $"export PATH=/usr/bin:/bin; {smartctl}", Counts);
        var looks = StorageLooks.For(root.Root, "", () => false, new BootClock());

        await UntilAsync(looks.Smart, CollectorOutcome.Failed(why), () => true);
        Assert.Null(looks.Smart.Of("sda"));
    }

    [Fact]
    public void Where_nobody_answers_that_is_said()
    {
        using var root = Machine();
        Assert.Equal(CollectorOutcome.NothingHere("no /run/homelab-agent-helper.socket: homelab-agent-helper.socket does not run"), StorageLooks.For(root.Root, "", () => false, new BootClock()).Smart.Read().Outcome);
        using var empty = new TestRoot();
        Assert.Equal(CollectorOutcome.NothingHere("nothing that root is asked of as smart"), StorageLooks.For(empty.Root, "", () => false, new BootClock()).Smart.Read().Outcome);
    }

    [Theory]
    [InlineData("smart sda; reboot\n")]
    [InlineData("smart ../../etc/shadow\n")]
    [InlineData("controller ../../../etc\n")]
    [InlineData("shutdown now\n")]
    [InlineData("smart sda smart sda smart sda\n")]
    [InlineData("\n")]
    public async Task Whatever_else_is_asked_gets_one_sentence_and_starts_nothing(string line)
    {
        using var root = Machine();
        await using var helper = await WhoAnswersAsRoot.BesideAsync(root, $"touch '{root.Path}/started'", Counts);

        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        await socket.ConnectAsync(new UnixDomainSocketEndPoint(Path.Combine(root.Path, RootSocket.Path)), TestContext.Current.CancellationToken);
        await socket.SendAsync(Encoding.ASCII.GetBytes(line), TestContext.Current.CancellationToken);
        using var answer = new StreamReader(new NetworkStream(socket));

        Assert.Equal("no that is no question of the agent's\n", await answer.ReadToEndAsync(TestContext.Current.CancellationToken));
        Assert.False(File.Exists(Path.Combine(root.Path, "started")));
    }

    /// <summary>Rounds until the outcome is there.</summary>
    private static Task UntilAsync<T>(AskedOfRoot<T> asked, CollectorOutcome outcome, Func<bool> isThere)
        where T : class =>
        Until.TrueAsync(() => asked.Read().Outcome == outcome && isThere(), s_bound, $"{asked.Name} to say: {outcome}", () => Task.FromResult($"It said: {asked.Read().Outcome}"));
}
