using Homelab.Store;

namespace Homelab.Shared.Tests.Store;

/// <summary>Small settings for tests.</summary>
internal static class DocumentFileSettingsFor
{
    public const string Frames = "frames";

    public static DocumentFileSettings Path(string path, int version = 1) => new()
    {
        Path = path,
        Content = "outbox",
        Version = version,

        // An array is the runtime's own type: the store's thread may use it while our module initializer still runs (StoreWriterProcess).
        Collections = new[] { Frames },
        ReserveBytes = 256 << 10,
    };

    public static DocumentChange Put(long id, string text) => new(Frames, id, System.Text.Encoding.UTF8.GetBytes(text));

    public static DocumentChange Put(long id, byte[] payload) => new(Frames, id, payload);

    public static DocumentChange Delete(long id) => new(Frames, id, null);

    public static string[] Texts(this DocumentFile file) =>
        [.. file.Scan(Frames).Select(document => System.Text.Encoding.UTF8.GetString(document.Payload))];
}
