using System.Net.Sockets;
using System.Security.Authentication;
using Grpc.Core;

namespace Homelab.Cli.Api;

/// <summary>Why a call to the coordinator failed, as a sentence that says what to do.</summary>
public static class CallFailure
{
    /// <summary>HTTP_1_1_REQUIRED (RFC 9113 section 7).</summary>
    private const long Http11Required = 0xd;

    public static string Sentence(Uri address, RpcException failure) => failure.StatusCode switch
    {
        _ when SpeaksHttp1(failure) =>
            $"What answers at {Show(address)} speaks HTTP/1.1 only: that is the address of the page and of REST (listen in coordinator.yaml). "
            + "This command wants the one of gRPC (uplink there; by default http://127.0.0.1:8441): --coordinator URL",
        _ when Cause<AuthenticationException>(failure) is not null =>
            $"What answers at {Show(address)} shows a certificate that is not believed here, or is not for this name. "
            + "Lay the coordinator's authority beside the token as ca.pem, or name it in HOMELAB_CA: docs/install.md",
        StatusCode.Unavailable => Unreachable(address, failure),
        StatusCode.DeadlineExceeded =>
            $"The coordinator at {Show(address)} took the call and gave no answer in time. It may be busy or hung; its log: journalctl -u homelab-coordinator",
        StatusCode.Unimplemented =>
            $"What answers at {Show(address)} does not know this question: an older coordinator, or another program. Compare: homelab --version and GET /healthz there.",
        StatusCode.NotFound or StatusCode.InvalidArgument or StatusCode.FailedPrecondition or StatusCode.ResourceExhausted when failure.Status.Detail.Length > 0 =>
            failure.Status.Detail,
        StatusCode.PermissionDenied or StatusCode.Unauthenticated =>
            $"The coordinator at {Show(address)} refused: {Detail(failure)}",
        _ => $"The coordinator at {Show(address)} failed ({failure.StatusCode}): {Detail(failure)} Its log: journalctl -u homelab-coordinator",
    };

    private static string Unreachable(Uri address, RpcException failure)
    {
        var why = Cause<SocketException>(failure)?.SocketErrorCode switch
        {
            SocketError.ConnectionRefused => "nothing listens there",
            SocketError.HostNotFound or SocketError.NoData => "the name is not known",
            SocketError.TryAgain => "the name server did not answer",
            SocketError.TimedOut => "no answer from the host",
            SocketError.HostUnreachable or SocketError.NetworkUnreachable => "no route to the host",
            _ => Detail(failure).TrimEnd('.'),
        };
        return $"The coordinator at {Show(address)} does not answer: {why}. Is it running (systemctl status homelab-coordinator)? "
            + "Another address: --coordinator URL. Without a coordinator: homelab plan --lab FILE";
    }

    private static bool SpeaksHttp1(RpcException failure) => Cause<HttpProtocolException>(failure) is { ErrorCode: Http11Required };

    private static string Detail(RpcException failure) =>
        failure.Status.Detail.Length > 0 ? failure.Status.Detail : "it gave no reason.";

    private static T? Cause<T>(Exception? exception)
        where T : Exception
    {
        for (; exception is not null; exception = exception.InnerException)
        {
            if (exception is T found)
            {
                return found;
            }

            if (exception is RpcException { Status.DebugException: { } debug } && Cause<T>(debug) is { } inner)
            {
                return inner;
            }
        }

        return null;
    }

    private static string Show(Uri address) => address.GetLeftPart(UriPartial.Authority);
}
