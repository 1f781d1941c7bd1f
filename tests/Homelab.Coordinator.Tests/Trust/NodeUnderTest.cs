using Grpc.Net.Client;
using Homelab.Agent.Trust;
using Homelab.Contracts.Trust;
using Homelab.Contracts.V1;
using Homelab.Coordinator.Tests.Api;
using Homelab.Domain.Trust;
using Homelab.Host;
using Homelab.TestKit.Repo;
using MachineMarks = Homelab.Domain.Trust.MachineMarks;

namespace Homelab.Coordinator.Tests.Trust;

/// <summary>A machine with the agent's own way to enrol, and streams over real TLS.</summary>
internal sealed class NodeUnderTest(CoordinatorUnderTest coordinator, string node, TimeProvider? clock = null) : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly List<IDisposable> _open = [];

    public CredentialFile File => new(_folder.Path);

    public TimeProvider Clock { get; } = clock ?? new BootClock();

    public MachineMarks Marks { get; set; } = new("10000000aaaaaaaa", "0123");

    public Credentials Credentials => File.Read().Credentials!;

    public async Task<EnrolmentToken> InvitedAsync()
    {
        var invitation = await coordinator.Lab.InviteNodeAsync(new InviteNodeRequest { Node = node, By = "alex" }, cancellationToken: TestContext.Current.CancellationToken);
        return EnrolmentToken.Read(invitation.Token)!;
    }

    /// <returns>Empty where it went well.</returns>
    public Task<string> EnrolAsync(EnrolmentToken token, Uri? address = null)
    {
        File.Prepare();
        return new NodeCertification(address ?? coordinator.Agents!, File, Marks, Clock).Enrol(node, token, TestContext.Current.CancellationToken);
    }

    public async Task<NodeUnderTest> EnrolledAsync()
    {
        Assert.Equal("", await EnrolAsync(await InvitedAsync()));
        return this;
    }

    /// <param name="credentials">Others than this node has now.</param>
    public async Task<AgentOnTheWire> OpenAsync(Action<Hello>? change = null, Credentials? credentials = null)
    {
        var shown = credentials ?? Credentials;
        var agent = AgentOnTheWire.Open(Channel(coordinator.Agents!, shown));
        await agent.SendAsync(new AgentFrame
        {
            Hello = AgentOnTheWire.HelloOf(node, hello =>
            {
                hello.Marks = MachineMarksMessage.Of(Marks);
                change?.Invoke(hello);
            }),
        });
        return agent;
    }

    /// <summary>Says hello to whoever answers there.</summary>
    /// <param name="by">Another clock than this node's.</param>
    /// <returns>The lab's name from the welcome, or why it was not taken for the coordinator.</returns>
    public async Task<(string Lab, string Problem)> HelloToAsync(Uri address, Credentials? credentials = null, TimeProvider? by = null)
    {
        var shown = credentials ?? Credentials;
        var check = new CoordinatorCheck(address, shown.Authorities, () => shown.Known(by ?? Clock));
        using var channel = new CoordinatorChannel(address, check.Options(shown.Certificate), check);
        using var agent = AgentOnTheWire.Open(channel.Grpc);
        var lab = "";
        var failure = await Record.ExceptionAsync(async () =>
        {
            await agent.SendAsync(new AgentFrame { Hello = AgentOnTheWire.HelloOf(node, hello => (hello.Marks, hello.Incarnation) = (MachineMarksMessage.Of(Marks), 2)) });
            lab = (await agent.WelcomeAsync()).Lab;
        });
        Assert.Equal(failure is null, check.Problem.Length == 0);
        return (lab, check.Problem);
    }

    /// <summary>As the shipped agent connects.</summary>
    public GrpcChannel Channel(Uri address, Credentials shown)
    {
        var check = new CoordinatorCheck(address, shown.Authorities, () => shown.Known(Clock));
        var channel = new CoordinatorChannel(address, check.Options(shown.Certificate), check);
        _open.Add(channel);
        return channel.Grpc;
    }

    public void Dispose()
    {
        _open.ForEach(open => open.Dispose());
        _folder.Dispose();
    }
}
