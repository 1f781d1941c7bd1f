using Grpc.Core;
using Microsoft.AspNetCore.Http;

namespace Homelab.Fuzz.Tests.Targets;

/// <summary>A call of gRPC without a connection, from somebody who showed no certificate.</summary>
internal sealed class StrangersCall : ServerCallContext
{
    // Where Grpc.AspNetCore looks for it in a call that is none of its own.
    private const string HttpContextKey = "__HttpContext";

    protected override IDictionary<object, object> UserStateCore { get; } = new Dictionary<object, object> { [HttpContextKey] = new DefaultHttpContext() };

    protected override string MethodCore => "";

    protected override string HostCore => "";

    protected override string PeerCore => "";

    protected override DateTime DeadlineCore => DateTime.MaxValue;

    protected override Metadata RequestHeadersCore { get; } = [];

    protected override CancellationToken CancellationTokenCore => CancellationToken.None;

    protected override Metadata ResponseTrailersCore { get; } = [];

    protected override Status StatusCore { get; set; }

    protected override WriteOptions? WriteOptionsCore { get; set; }

    protected override AuthContext AuthContextCore { get; } = new("", []);

    protected override ContextPropagationToken CreatePropagationTokenCore(ContextPropagationOptions? options) => throw new NotSupportedException();

    protected override Task WriteResponseHeadersAsyncCore(Metadata responseHeaders) => Task.CompletedTask;
}
