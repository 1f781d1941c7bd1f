using Homelab.TestKit.Processes;

namespace Homelab.Agent.Tests.Hooks;

/// <summary>deploy/hooks/homelab-late, which systemd-shutdown runs when file systems are read-only (P26).</summary>
public sealed class TheLastThingAMachineDoes
{
    [Fact]
    public async Task Is_nothing_where_nobody_asked_for_anything()
    {
        using var hook = new HookUnderTest("homelab-late").With("upsdrvctl");
        Assert.Equal(0, (await Late(hook, null, up: 10)).ExitCode);
        Assert.Empty(hook.Calls);
    }

    [Fact]
    public async Task Is_to_have_the_UPS_cut_where_the_plan_asked_for_it()
    {
        using var hook = new HookUnderTest("homelab-late").With("upsdrvctl");
        Assert.Equal(0, (await Late(hook, "until 0\ncut rack\n", up: 10)).ExitCode);
        Assert.Equal(["upsdrvctl shutdown rack"], hook.Calls);
        Assert.False(File.Exists(hook.At("late")), "an order to cut that outlives its stop cuts at every reboot");
    }

    [Fact]
    public async Task Is_to_have_the_HAT_below_it_cut_before_it_waits()
    {
        const string Hat = "x728 bus=1 address=0x36 / gpio-0 mains 6 active=low // gpio-0 26 active=high";
        using var hook = new HookUnderTest("homelab-late").With("homelab-agent", "exit 1").With("sleep", "echo 999.00 1.00 >\"$HOMELAB_UPTIME\"");
        Assert.Equal(0, (await Late(hook, $"until 300\nhat {Hat}\n", up: 10)).ExitCode);
        Assert.Equal([$"homelab-agent --cut-hat {Hat}", "sleep 1"], hook.Calls);
    }

    [Theory]
    [InlineData("hat x728; reboot")]
    [InlineData("hat $(reboot)")]
    [InlineData("hat --config /etc/shadow")]
    public async Task Hands_the_HAT_on_as_one_word(string late)
    {
        using var hook = new HookUnderTest("homelab-late").With("homelab-agent", "[ $# -eq 2 ]").With("reboot");
        Assert.Equal("", (await Late(hook, $"until 0\n{late}\n", up: 10)).StandardError);
        Assert.Equal([$"homelab-agent --cut-hat {late["hat ".Length..]}"], hook.Calls);
    }

    /// <summary>The file is the word of a user who is not root.</summary>
    [Theory]
    [InlineData("until 0\ncut -u\n")]
    [InlineData("until 0\ncut rack; reboot\n")]
    [InlineData("until 0\ncut ../rack\n")]
    public async Task Hands_on_no_name_that_is_none(string late)
    {
        using var hook = new HookUnderTest("homelab-late").With("upsdrvctl");
        Assert.Equal(0, (await Late(hook, late, up: 10)).ExitCode);
        Assert.Empty(hook.Calls);
    }

    [Fact]
    public async Task Does_not_wait_for_a_pipe_or_follow_a_link()
    {
        using var hook = new HookUnderTest("homelab-late").With("upsdrvctl");
        await Command.RunAsync("mkfifo", [hook.At("late")], cancellation: TestContext.Current.CancellationToken);
        Assert.Equal(0, (await Late(hook, null, up: 10)).ExitCode);
        File.Delete(hook.At("late"));
        await File.WriteAllTextAsync(hook.At("elsewhere"), "until 0\ncut rack\n", TestContext.Current.CancellationToken);
        File.CreateSymbolicLink(hook.At("late"), hook.At("elsewhere"));
        Assert.Equal(0, (await Late(hook, null, up: 10)).ExitCode);
        Assert.Empty(hook.Calls);
    }

    [Fact]
    public async Task Is_to_wait_until_its_time_is_over()
    {
        using var hook = new HookUnderTest("homelab-late").With("sleep", "echo 999.00 1.00 >\"$HOMELAB_UPTIME\"");
        Assert.Equal(0, (await Late(hook, "until 300\n", up: 10)).ExitCode);
        Assert.Equal(["sleep 1"], hook.Calls);
    }

    [Fact]
    public async Task Goes_on_where_its_time_is_over_already_or_is_no_number()
    {
        using var hook = new HookUnderTest("homelab-late").With("sleep");
        Assert.Equal(0, (await Late(hook, "until 5\n", up: 10)).ExitCode);
        Assert.Equal(0, (await Late(hook, "until 12x\n", up: 10)).ExitCode);
        Assert.Empty(hook.Calls);
    }

    [Theory]
    [InlineData("until 300\n", "poweroff", 2)]
    [InlineData("until 5\n", "poweroff", 1)]
    [InlineData("until 300\n", "reboot", 1)]
    [InlineData("until 0\ncut rack\n", "poweroff", 1)]
    public async Task Is_a_reboot_where_it_waited_and_systemd_would_power_off(string asked, string verb, int calls)
    {
        using var hook = new HookUnderTest("homelab-late").With("sleep", "echo 999.00 1.00 >\"$HOMELAB_UPTIME\"").With("systemctl").With("upsdrvctl");
        Assert.Equal(0, (await Late(hook, asked, up: 10, verb: verb)).ExitCode);
        Assert.Equal(calls, hook.Calls.Count);
        Assert.Equal(verb == "poweroff" && !asked.Contains("cut", StringComparison.Ordinal), hook.Calls[^1] == "systemctl --force --force reboot");
    }

    [Fact]
    public async Task Stills_the_clock_of_who_waits_for_it_and_lets_it_go_on()
    {
        var waiter = int.Parse((await Command.RunAsync("sh", ["-c", "sleep 60 >/dev/null 2>&1 & echo $!"], cancellation: TestContext.Current.CancellationToken)).StandardOutput.Trim(), System.Globalization.CultureInfo.InvariantCulture);

        // A signal takes a moment to reach who is running on another processor.
        var state = $"cut -d' ' -f3 /proc/{waiter}/stat";
        using var hook = new HookUnderTest("homelab-late").With(
            "sleep", $"for turn in 1 2 3 4 5 6 7 8 9 10; do [ \"$({state})\" = T ] && break; /bin/sleep 0.2; done; {state} >>\"$HOMELAB_UPTIME.waiter\"; echo 999.00 1.00 >\"$HOMELAB_UPTIME\"");
        try
        {
            Assert.Equal(0, (await Late(hook, "until 300\n", up: 10, waiter)).ExitCode);
            Assert.Equal("T", File.ReadAllText(hook.At("uptime.waiter")).Trim());
            Assert.NotEqual("T", File.ReadAllText($"/proc/{waiter}/stat").Split(' ')[2]);
        }
        finally
        {
            await Command.RunAsync("kill", ["-KILL", $"{waiter}"], cancellation: CancellationToken.None);
        }
    }

    private static Task<CommandResult> Late(HookUnderTest hook, string? asked, int up, int? waiter = null, string verb = "reboot")
    {
        File.WriteAllText(hook.At("uptime"), $"{up}.00 1.00\n");
        if (asked is not null)
        {
            File.WriteAllText(hook.At("late"), asked);
        }

        // A waiter that is none keeps the hook from stilling the test itself.
        return hook.RunAsync([verb], $"HOMELAB_LATE={hook.At("late")}", $"HOMELAB_UPTIME={hook.At("uptime")}", $"HOMELAB_WAITER={waiter?.ToString() ?? "none"}");
    }
}
