using Homelab.Store;

namespace Homelab.Coordinator.Outage;

/// <summary>Keeps one record over restarts, in one document of a file of its own. Only what can be learned again is kept this way.</summary>
public abstract class RecordStore<T> : IDisposable
    where T : class
{
    private readonly string _content;
    private readonly Func<T, byte[]> _encode;
    private readonly string _what;
    private readonly ILogger _logger;
    private readonly DocumentFile? _file;

    /// <param name="content">Of the file and its one collection; its name with <c>.db</c> is the file's.</param>
    /// <param name="what">What is lost where it cannot be kept, to begin a sentence.</param>
    protected RecordStore(OutageSettings settings, string content, string what, T empty, Func<T, byte[]> encode, Func<byte[], T?> decode, ILogger logger)
    {
        (_content, _encode, _what, _logger, Kept) = (content, encode, what, logger, empty);
        try
        {
            Directory.CreateDirectory(settings.StateDirectory);
            _file = DocumentFile.Open(new DocumentFileSettings
            {
                Path = Path.Combine(settings.StateDirectory, $"{content}.db"),
                Content = content,
                Version = 1,
                Collections = [content],
                Logger = logger,
            });
            Kept = _file.Scan(content).Select(document => decode(document.Payload)).OfType<T>().FirstOrDefault() ?? empty;
        }
        catch (Exception failure) when (IsOfTheDisk(failure))
        {
            Complain(failure);
        }
    }

    public T Kept { get; private set; }

    /// <summary>False where it could not be written; the next call tries again.</summary>
    public bool Keep(T record)
    {
        if (ReferenceEquals(record, Kept) || _file is not { } file)
        {
            return _file is not null;
        }

        try
        {
            file.Commit([new DocumentChange(_content, 1, _encode(record))]);
            Kept = record;
            return true;
        }
        catch (Exception failure) when (IsOfTheDisk(failure))
        {
            Complain(failure);
            return false;
        }
    }

    public void Dispose()
    {
        _file?.Dispose();
        GC.SuppressFinalize(this);
    }

    private static bool IsOfTheDisk(Exception failure) => failure is StoreException or IOException or UnauthorizedAccessException;

    private void Complain(Exception failure) => _logger.LogWarning("{What} is not kept: {Reason}", _what, failure.Message);
}
