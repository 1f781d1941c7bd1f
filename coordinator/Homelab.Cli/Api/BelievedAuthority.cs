using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Homelab.Cli.Api;

/// <summary>Whom the command believes over https: the authority in HOMELAB_CA or beside the token, and where there is none, those of the system.</summary>
public static class BelievedAuthority
{
    public const string Variable = "HOMELAB_CA";

    private const string FileName = "ca.pem";

    /// <summary>The policy, or null for the system's; or a sentence that says what to correct.</summary>
    public static (X509ChainPolicy? Policy, string Error) Find(Uri coordinator, Func<string, string?> environment)
    {
        var path = environment(Variable) is { Length: > 0 } set ? set
            : TokenFile.Path(environment) is { } token && Path.Combine(Path.GetDirectoryName(token)!, FileName) is var beside && File.Exists(beside) ? beside : null;
        if (path is null || coordinator.Scheme != Uri.UriSchemeHttps)
        {
            return (null, "");
        }

        try
        {
            var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck, DisableCertificateDownloads = true };
            policy.CustomTrustStore.ImportFromPemFile(path);
            return policy.CustomTrustStore.Count > 0 ? (policy, "") : (null, $"There is no certificate in {path}.");
        }
        catch (Exception failure) when (failure is CryptographicException or IOException or UnauthorizedAccessException)
        {
            return (null, $"The authority in {path} cannot be read: {failure.Message}");
        }
    }
}
