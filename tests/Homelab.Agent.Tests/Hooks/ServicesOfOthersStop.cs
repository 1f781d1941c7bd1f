namespace Homelab.Agent.Tests.Hooks;

/// <summary>What deploy/hooks does for units that lab.yaml names: Docker Compose projects, guests, a place in a Kubernetes cluster.</summary>
public sealed class ServicesOfOthersStop
{
    [Fact]
    public async Task A_compose_project_is_stopped_within_the_bound_and_looked_at()
    {
        using var hook = new HookUnderTest("homelab-compose").With("docker");
        Directory.CreateDirectory(hook.At("paperless"));
        Assert.Equal(0, (await hook.RunAsync(["stop", hook.At("paperless")], "HOMELAB_BOUND=42")).ExitCode);
        var project = $"docker compose --project-directory {hook.At("paperless")}";
        Assert.Equal([$"{project} stop --timeout 42", $"{project} ps --quiet --status running"], hook.Calls);
    }

    [Fact]
    public async Task A_container_that_came_back_is_a_failure_with_its_id()
    {
        using var hook = new HookUnderTest("homelab-compose").With("docker", "case \"$*\" in *ps*) echo 4f2a ;; esac");
        Directory.CreateDirectory(hook.At("paperless"));
        var run = await hook.RunAsync(["stop", hook.At("paperless")]);
        Assert.Equal(1, run.ExitCode);
        Assert.Contains("4f2a", run.StandardError, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_compose_project_that_is_not_there_is_a_failure()
    {
        using var hook = new HookUnderTest("homelab-compose").With("docker");
        Assert.Equal(1, (await hook.RunAsync(["start", hook.At("nix")])).ExitCode);
        Assert.Empty(hook.Calls);
    }

    [Fact]
    public async Task A_libvirt_guest_is_shut_down_and_waited_for()
    {
        using var hook = new HookUnderTest("homelab-guest");
        hook.With("virsh", $"case $1 in domstate) [ -e '{hook.At("asked")}' ] && echo 'shut off' || echo running ;; shutdown) : >'{hook.At("asked")}' ;; esac");
        Assert.Equal(0, (await hook.RunAsync(["stop", "files"])).ExitCode);
        Assert.Equal(["virsh domstate files", "virsh shutdown files", "virsh domstate files"], hook.Calls);
    }

    [Fact]
    public async Task A_guest_that_does_not_go_is_left_as_it_is_after_the_bound()
    {
        using var hook = new HookUnderTest("homelab-guest").With("virsh", "case $1 in domstate) echo running ;; esac");
        var run = await hook.RunAsync(["stop", "files"], "HOMELAB_BOUND=2");
        Assert.Equal(1, run.ExitCode);
        Assert.Contains("files is not off after 2 s", run.StandardError, StringComparison.Ordinal);
        Assert.DoesNotContain(hook.Calls, call => call.Contains("destroy", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("qm")]
    [InlineData("pct")]
    public async Task A_guest_of_Proxmox_goes_by_its_number(string tool)
    {
        using var hook = new HookUnderTest("homelab-guest").With("qm", "exit 2").With("pct", "exit 2");
        hook.With(tool, $"case $1 in status) [ -e '{hook.At("asked")}' ] && echo 'status: stopped' || echo 'status: running' ;; shutdown) : >'{hook.At("asked")}' ;; esac");
        Assert.Equal(0, (await hook.RunAsync(["stop", "104"], "HOMELAB_BOUND=30")).ExitCode);
        Assert.Contains($"{tool} shutdown 104 --timeout 30", hook.Calls);
    }

    [Fact]
    public async Task A_guest_that_runs_is_not_started_again()
    {
        using var hook = new HookUnderTest("homelab-guest").With("virsh", "case $1 in domstate) echo running ;; esac");
        Assert.Equal(0, (await hook.RunAsync(["start", "files"])).ExitCode);
        Assert.Equal(["virsh domstate files"], hook.Calls);
    }

    [Fact]
    public async Task A_Kubernetes_node_is_cordoned_and_drained_and_comes_back()
    {
        using var hook = new HookUnderTest("homelab-drain").With("kubectl");
        Assert.Equal(0, (await hook.RunAsync(["stop", "pi2"], $"STATE_DIRECTORY={hook.At("state")}", "HOMELAB_BOUND=50")).ExitCode);
        Assert.Equal(0, (await hook.RunAsync(["start", "pi2"], $"STATE_DIRECTORY={hook.At("state")}")).ExitCode);
        Assert.Equal(["kubectl cordon pi2", "kubectl drain pi2 --ignore-daemonsets --delete-emptydir-data --timeout=50s", "kubectl uncordon pi2"], hook.Calls.Skip(1));
    }

    [Fact]
    public async Task A_Kubernetes_node_that_somebody_else_cordoned_stays_so()
    {
        using var hook = new HookUnderTest("homelab-drain").With("kubectl", "[ $1 = get ] && printf true");
        await hook.RunAsync(["stop", "pi2"], $"STATE_DIRECTORY={hook.At("state")}");
        await hook.RunAsync(["start", "pi2"], $"STATE_DIRECTORY={hook.At("state")}");
        Assert.DoesNotContain(hook.Calls, call => call.Contains("cordon", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("homelab-compose")]
    [InlineData("homelab-guest")]
    [InlineData("homelab-drain")]
    public async Task What_is_not_understood_stops_nothing(string script)
    {
        using var hook = new HookUnderTest(script);
        Assert.Equal(2, (await hook.RunAsync([])).ExitCode);
        Assert.Empty(hook.Calls);
    }
}
