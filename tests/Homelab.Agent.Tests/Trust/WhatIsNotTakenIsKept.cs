using Homelab.Agent.Tests.Outbox;
using Homelab.Agent.Tests.Uplink;
using Homelab.Agent.Trust;
using Homelab.Agent.Uplink;
using Homelab.Contracts.V1;
using Homelab.Host;
using Homelab.TestKit.Processes;
using Homelab.TestKit.Repo;
using Homelab.TestKit.Waiting;
using Microsoft.Extensions.Logging.Abstractions;

namespace Homelab.Agent.Tests.Trust;

/// <summary>An agent that cannot prove who it is says why, tries on, and loses no reading.</summary>
public sealed class WhatIsNotTakenIsKept : IAsyncDisposable
{
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(30);

    private readonly TempFolder _folder = new();
    private readonly HeardLog<UplinkClient> _log = new();
    private readonly KeptAgent _agent;
    private UplinkClient? _client;

    public WhatIsNotTakenIsKept() => _agent = new KeptAgent(_folder.Path, new BootClock());

    [Fact]
    public async Task By_one_that_was_never_enrolled_or_whose_credentials_are_damaged()
    {
        _agent.Read(1);
        var file = new CredentialFile(_folder.Path);
        await StartAsync(new Uri($"https://127.0.0.1:{FreePort.Next()}"), file);
        await Until.TrueAsync(() => Said("This node was not enrolled"), Bound, "the reason");
        file.Prepare();
        file.Write("rubbish");
        await Until.TrueAsync(() => Said("identity.pem is damaged. Enrol this node again"), Bound, "the other reason");

        Assert.False(_client!.IsConnected);
        Assert.Equal(1, _agent.Outgoing.Frames);
    }

    [Fact]
    public async Task By_one_that_was_revoked_until_it_is_taken_again()
    {
        await using var coordinator = new PlayedCoordinator
        {
            Refusal = new CoordinatorFrame { Refusal = new Refusal { Code = "Revoked", Message = "pi1 was revoked." } },
        };
        await coordinator.StartAsync(FreePort.Next());
        _agent.Read(1);
        await StartAsync(coordinator.Address, null);
        await Until.TrueAsync(() => Said("refuses: pi1 was revoked."), Bound, "the reason");
        Assert.Equal(1, _agent.Outgoing.Frames);

        coordinator.Refusal = null;
        await Until.TrueAsync(() => _agent.Outgoing.Frames == 0, Bound, "the reading to be acknowledged");
        Assert.Equal([1d], coordinator.Latest!.Values);
    }

    public async ValueTask DisposeAsync()
    {
        if (_client is not null)
        {
            await _client.StopAsync(CancellationToken.None);
            _client.Dispose();
        }

        _agent.Dispose();
        _folder.Dispose();
    }

    private bool Said(string sentence) => _log.Lines.Any(line => line.Contains(sentence, StringComparison.Ordinal));

    private async Task StartAsync(Uri coordinator, CredentialFile? file)
    {
        _client = new UplinkClient(
            _agent.Identity, new UplinkSettings(coordinator, "0.1.0", "test") { Credentials = file }, _agent.Outgoing,
            new Participants([], NullLogger<Participants>.Instance), new BootClock(), _log);
        await _client.StartAsync(TestContext.Current.CancellationToken);
    }
}
