using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Homelab.Store;

namespace Homelab.Coordinator.Trust;

/// <summary>The authority's key and certificate, in PEM, for the coordinator's user alone.</summary>
internal static class AuthorityFile
{
    public const string Directory = "trust";
    public const string Name = "ca.pem";

    /// <summary>The authority that a rotation has made and not yet ended with.</summary>
    public const string NextName = "ca.next.pem";

    public static string DirectoryIn(string stateDirectory)
    {
        var directory = Path.Combine(stateDirectory, Directory);
        PrivateFiles.MakeDirectory(directory);
        return directory;
    }

    /// <returns>With its private key; null where there is no file yet.</returns>
    /// <exception cref="InvalidOperationException">There is one, and it is not usable. It is left as it is: a new authority would lock every node out.</exception>
    public static X509Certificate2? Read(string path)
    {
        if (!File.Exists(path))
        {
            return null;
        }

        try
        {
            var pem = File.ReadAllText(path);
            return X509Certificate2.CreateFromPem(pem, pem);
        }
        catch (Exception failure) when (failure is CryptographicException or ArgumentException or IOException or UnauthorizedAccessException)
        {
            throw new InvalidOperationException(
                $"{path} cannot be used ({failure.Message}). Give it to the coordinator's user with mode 0600, or restore it from a backup. Without it every node has to be enrolled again: then move {Path.GetDirectoryName(path)} away.", failure);
        }
    }

    /// <exception cref="IOException">The disk is full or failing.</exception>
    public static void Write(string path, X509Certificate2 certificate, ECDsa key) =>
        PrivateFiles.Write(path, Encoding.ASCII.GetBytes($"{key.ExportPkcs8PrivateKeyPem()}\n{certificate.ExportCertificatePem()}\n"));
}
