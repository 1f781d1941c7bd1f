using System.Net;
using System.Text.Json.Nodes;
using Homelab.Coordinator.Outage;
using Homelab.Coordinator.Tests.Api;
using Homelab.Coordinator.Trust;
using Homelab.TestKit.Repo;
using Homelab.TestKit.Waiting;

namespace Homelab.Coordinator.Tests.Trust;

/// <summary>A coordinator that ends anywhere in a rotation begins again with authorities that its nodes believe.</summary>
public sealed class ARotationOutlivesTheProcess : OneNodeAndItsCoordinator
{
    private string Trust => Path.Combine(Hub.StateDirectory, AuthorityFile.Directory);

    [Fact]
    public async Task A_restart_in_the_middle_takes_certificates_of_both()
    {
        await Pi1.EnrolledAsync();
        using var nas = await new NodeUnderTest(Hub, "nas").EnrolledAsync();
        var begun = await Hub.BeginAsync();
        await Pi1.LookAsync(Hub.Agents!);

        await using var next = await AgainAsync();
        Assert.Equal((begun.Newest, begun.Former), (next.Service<Authorities>().Newest.Name, next.Service<Authorities>().Established.Name));
        Assert.Equal(("newest", "former"), (await next.StandingAsync("pi1"), await next.StandingAsync("nas")));
        using var moved = new NodeUnderTest(next, "pi1");
        using var waiting = new NodeUnderTest(next, "nas");
        Assert.Null(await moved.ComesInAsync(1, Pi1.Credentials));
        Assert.Null(await waiting.ComesInAsync(1, nas.Credentials));
        await nas.LookAsync(next.Agents!);
        Assert.Equal(begun.Newest, (await next.FinishAsync()).Newest);
    }

    [Fact]
    public async Task A_crash_between_the_two_steps_of_the_end_leaves_the_new_authority_alone()
    {
        await Pi1.EnrolledAsync();
        var begun = await Hub.BeginAsync();
        await Pi1.LookAsync(Hub.Agents!);
        File.Copy(Path.Combine(Trust, AuthorityFile.NextName), Path.Combine(Trust, AuthorityFile.Name), overwrite: true);

        await using var next = await AgainAsync();
        Assert.Equal((false, begun.Newest), (next.Service<Authorities>().IsRotating, next.Service<Authorities>().Newest.Name));
        Assert.False(File.Exists(Path.Combine(next.StateDirectory, AuthorityFile.Directory, AuthorityFile.NextName)));
        using var same = new NodeUnderTest(next, "pi1");
        Assert.Null(await same.ComesInAsync(1, Pi1.Credentials));
    }

    [Fact]
    public async Task The_end_leaves_no_key_of_the_former_authority()
    {
        await Hub.BeginAsync();
        var pem = await File.ReadAllTextAsync(Path.Combine(Trust, AuthorityFile.NextName), TestContext.Current.CancellationToken);
        await Hub.FinishAsync();

        Assert.Equal(["ca.pem"], Directory.GetFiles(Trust).Select(Path.GetFileName));
        Assert.Equal(pem, await File.ReadAllTextAsync(Path.Combine(Trust, AuthorityFile.Name), TestContext.Current.CancellationToken));
    }

    [Fact]
    public void An_end_that_cannot_be_written_down_changes_nothing_and_is_asked_again()
    {
        using var folder = new TempFolder();
        using var authorities = Authorities.Open(folder.Path);
        authorities.Begin();
        var (established, newest) = (authorities.Established.Name, authorities.Newest.Name);
        var block = Directory.CreateDirectory(Path.Combine(folder.Path, AuthorityFile.Directory, $"{AuthorityFile.Name}.tmp"));

        Assert.ThrowsAny<IOException>(() => authorities.Finish());
        Assert.Equal((established, newest, true), (authorities.Established.Name, authorities.Newest.Name, authorities.Trusts(established)));
        block.Delete();
        Assert.True(authorities.Finish());
        Assert.False(authorities.Trusts(established));
    }

    [Fact]
    public async Task Who_speaks_to_agents_is_of_the_same_lineage_before_and_after()
    {
        var before = await LineageAsync(Hub);
        await Hub.BeginAsync();
        await Hub.FinishAsync();

        await using var next = await AgainAsync();
        Assert.Equal(before, await LineageAsync(next));
    }

    [Fact]
    public async Task The_next_authority_without_the_present_one_is_no_reason_to_make_a_third()
    {
        await Hub.BeginAsync();
        File.Delete(Path.Combine(Trust, AuthorityFile.Name));

        var failure = await Assert.ThrowsAsync<InvalidOperationException>(AgainAsync);
        Assert.Contains("ca.pem is gone", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_an_enrolment_from_before_this_was_kept_the_authority_is_unknown_until_its_certificate_was_shown()
    {
        await Pi1.EnrolledAsync();
        await using var next = await AgainAsync(Unsigned);
        Assert.Equal("unknown", await next.StandingAsync("pi1"));
        await next.BeginAsync();
        Assert.Contains("nobody would hear pi1:", await next.FinishIsRefusedAsync(), StringComparison.Ordinal);

        using var same = new NodeUnderTest(next, "pi1");
        Assert.Null(await same.ComesInAsync(1, Pi1.Credentials));
        Assert.Equal("former", await next.StandingAsync("pi1"));
    }

    private static async Task<string> LineageAsync(CoordinatorUnderTest hub)
    {
        var log = hub.Service<OutageLog>();
        await Until.TrueAsync(() => !log.Fence.IsNone, TimeSpan.FromSeconds(15), "the engine to speak for the lab");
        return log.Fence.Lineage;
    }

    private static async Task Unsigned(string trust)
    {
        var path = Path.Combine(trust, EnrolmentBook.FileName);
        var file = JsonNode.Parse(await File.ReadAllTextAsync(path))!;
        Assert.True(file["nodes"]![0]!.AsObject().Remove("signed_by"));
        await File.WriteAllTextAsync(path, file.ToJsonString());
    }

    private Task<CoordinatorUnderTest> AgainAsync() => AgainAsync(_ => Task.CompletedTask);

    /// <summary>Another process on what this one has left on disk.</summary>
    private Task<CoordinatorUnderTest> AgainAsync(Func<string, Task> change) => CoordinatorUnderTest.StartAsync(agents: IPAddress.Loopback, prepare: async state =>
    {
        var trust = Directory.CreateDirectory(Path.Combine(state, AuthorityFile.Directory)).FullName;
        foreach (var file in Directory.GetFiles(Trust))
        {
            File.Copy(file, Path.Combine(trust, Path.GetFileName(file)));
        }

        await change(trust);
    });
}
