using Grpc.Core;

namespace Homelab.Agent.Uplink;

/// <summary>A stream that did not come about, or ended. The message is a sentence of ours: the runtime's are not in this binary.</summary>
public sealed class UplinkBrokenException(string message, Exception? inner = null) : Exception(message, inner)
{
    public string Sentence => Message;

    public static UplinkBrokenException From(Exception error, Uri coordinator) => error switch
    {
        UplinkBrokenException broken => broken,
        RpcException { StatusCode: StatusCode.Unavailable } => new($"The coordinator at {coordinator} does not answer.", error),
        RpcException { StatusCode: StatusCode.Unimplemented } => new($"What answers at {coordinator} is no homelab coordinator.", error),
        RpcException { StatusCode: StatusCode.Cancelled } => new($"The stream to the coordinator at {coordinator} was cut.", error),
        RpcException rpc => new($"The coordinator at {coordinator} ended the stream ({rpc.StatusCode}).", error),
        OperationCanceledException => new($"The stream to the coordinator at {coordinator} was given up.", error),
        _ => new($"The stream to the coordinator at {coordinator} failed ({error.GetType().Name}).", error),
    };
}
