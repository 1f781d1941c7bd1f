using System.CommandLine;
using Grpc.Core;
using Grpc.Core.Interceptors;
using Grpc.Net.Client;
using Homelab.Cli.Api;
using Homelab.Contracts.V1;

namespace Homelab.Cli.Commands;

/// <summary>What a command asks the coordinator with.</summary>
internal sealed class CoordinatorQuestion(CallInvoker invoker, Uri address, Terminal terminal, bool json, CancellationToken cancellation)
{
    // The coordinator answers from memory; what takes longer than this will not come.
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(5);

    public LabApi.LabApiClient Client { get; } = new(invoker);

    public PeopleApi.PeopleApiClient People { get; } = new(invoker);

    public Uri Address { get; } = address;

    public Terminal Terminal { get; } = terminal;

    public bool Json { get; } = json;

    public CancellationToken Cancellation { get; } = cancellation;

    public DateTimeOffset Now => Terminal.Clock.GetUtcNow();

    public CallOptions Options => OptionsWithin(Bound);

    public CallOptions OptionsWithin(TimeSpan bound) => new(deadline: Now.UtcDateTime + bound, cancellationToken: Cancellation);

    public async Task<LabStatus> Status() => await Client.GetStatusAsync(new GetStatusRequest(), Options);

    /// <summary>Writes the answer in the form that was asked for.</summary>
    public Task Answer(Func<string> json, Func<string> text) => Terminal.Out.WriteAsync(Json ? json() : text());

    /// <summary>Runs a command that asks the coordinator; failures become a sentence and an exit code.</summary>
    public static async Task<int> Ask(
        Terminal terminal,
        SharedOptions shared,
        ParseResult parsed,
        Func<CoordinatorQuestion, Task<int>> run,
        CancellationToken cancellation)
    {
        var (address, error, exitCode) = CoordinatorAddress.Resolve(parsed.GetValue(shared.Coordinator), terminal.Environment);
        if (address is null)
        {
            await terminal.Error.WriteLineAsync($"homelab: {error}");
            return exitCode;
        }

        var token = TokenFile.Find(address, terminal.Environment);
        if (token.Error.Length > 0)
        {
            await terminal.Error.WriteLineAsync($"homelab: {token.Error}");
            return ExitCode.BadConfiguration;
        }

        var believed = BelievedAuthority.Find(address, terminal.Environment);
        if (believed.Error.Length > 0)
        {
            await terminal.Error.WriteLineAsync($"homelab: {believed.Error}");
            return ExitCode.BadConfiguration;
        }

        using var handler = new SocketsHttpHandler { ConnectTimeout = Bound, UseProxy = false, SslOptions = { CertificateChainPolicy = believed.Policy } };
        using var channel = GrpcChannel.ForAddress(address, new GrpcChannelOptions { HttpHandler = handler });
        try
        {
            return await run(new(Invoker(channel, token.Word), address, terminal, parsed.GetValue(shared.Json), cancellation));
        }
        catch (RpcException failure) when (failure.StatusCode == StatusCode.Cancelled && cancellation.IsCancellationRequested)
        {
            return ExitCode.Fine;
        }
        catch (RpcException failure)
        {
            await terminal.Error.WriteLineAsync($"homelab: {CallFailure.Sentence(address, failure)}");
            return ExitCode.SomethingWrong;
        }
    }

    private static CallInvoker Invoker(GrpcChannel channel, string? token) => token is null
        ? channel.CreateCallInvoker()
        : channel.Intercept(metadata =>
        {
            metadata.Add("authorization", $"Bearer {token}");
            return metadata;
        });
}
